/**
 * pdf.js, loaded when the first PDF is shown. The legacy build runs on the web views of older systems; its
 * worker is a file of our own, since the content security policy allows no other.
 */
import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export type { PDFDocumentProxy, PDFPageProxy };

let library: Promise<typeof import('pdfjs-dist')> | undefined;

export function pdfjs() {
  library ??= import('pdfjs-dist/legacy/build/pdf.min.mjs').then((loaded) => {
    loaded.GlobalWorkerOptions.workerSrc = workerUrl;
    return loaded;
  });
  return library;
}

export async function openPdf(bytes: ArrayBuffer): Promise<PDFDocumentLoadingTask> {
  const { getDocument } = await pdfjs();
  // No code is made from a PDF, and nothing is fetched for one: our PDFs carry their fonts.
  return getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    useWasm: false,
    useSystemFonts: true,
    disableAutoFetch: true,
  });
}

/** Canvases beyond this are refused or blank in some web views; a page is then drawn coarser. */
const mostPixels = 16_000_000;

/** How many canvas pixels go on one CSS pixel. */
export function sharpness(width: number, height: number, deviceRatio: number): number {
  return Math.min(deviceRatio, Math.sqrt(mostPixels / (width * height)));
}

export const zoomSteps = [0.5, 0.67, 0.75, 0.83, 1, 1.25, 1.5, 2, 3];

/** The next step up or down from any zoom. */
export function zoomStep(zoom: number, by: 1 | -1): number {
  const near = 0.005;
  const further =
    by > 0 ? zoomSteps.find((step) => step > zoom + near) : zoomSteps.findLast((step) => step < zoom - near);
  return further ?? zoom;
}
