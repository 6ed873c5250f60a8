import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where `vite dev` finds the API; the built files are served by the API's own process. */
const api = process.env.GROUNDSWELL_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  resolve: {
    conditions: ['@groundswell/source', ...defaultClientConditions],
    alias: { hysnappy: fileURLToPath(new URL('src/data/imports/snappy-in-js.ts', import.meta.url)) },
  },
  build: { target: 'es2022', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': { target: api, changeOrigin: true } } },
});
