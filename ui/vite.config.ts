import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // The messages of cargo and of Vite share one terminal during development.
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    target: 'safari17',
    // Everything stays a file of its own: the content security policy names `self`, not `data:`,
    // for scripts and fonts, and a preload polyfill would be an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // pdf.js is one large file that is loaded only when a PDF is shown.
    chunkSizeWarningLimit: 600,
  },
  test: {
    environment: 'jsdom',
    // Style sheets are empty in tests, but where one is read as a text.
    css: { include: [/\.css\?raw$/] },
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.ts'],
  },
});
