/// <reference types="vite/client" />
/// <reference types="svelte" />

// The minified legacy build comes without types; it has those of the package.
declare module 'pdfjs-dist/legacy/build/pdf.min.mjs' {
  export * from 'pdfjs-dist';
}
