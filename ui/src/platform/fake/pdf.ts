/** A small PDF of two pages, written by hand: enough to see the page, its sharpness and the paging. */
export function samplePdf(number: string, title = 'Invoice for September, 2026'): ArrayBuffer {
  const page = (text: string) => {
    const drawing = `0.65 G 36 400 523 1 re S BT /F1 20 Tf 180 620 Td (${text}) Tj ET BT /F1 12 Tf 36 560 Td (Invoice ID ${number}) Tj ET`;
    return `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`;
  };
  const kid = (content: number) =>
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Contents ${content} 0 R /Resources << /Font << /F1 7 0 R >> >> >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>',
    kid(5),
    kid(6),
    page(title),
    page('AMOUNT DUE'),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const place of places) text += `${String(place).padStart(10, '0')} 00000 n \n`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF`;
  return new TextEncoder().encode(text).buffer;
}
