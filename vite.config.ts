import path from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const hub = process.env["WEIR_URL"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: "web",
  plugins: [react()],
  resolve: { alias: [{ find: /^zod$/, replacement: path.resolve(import.meta.dirname, "web/zod.ts") }] },
  build: {
    outDir: "../dist/web",
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    sourcemap: false,
    rolldownOptions: {
      output: {
        // What changes rarely stands apart, so that an update of ours leaves it in people's caches.
        codeSplitting: {
          groups: [
            { name: "antd", test: /node_modules[\\/](?:antd|@rc-component|@ant-design|@emotion|stylis)[\\/]/ },
            { name: "framework", test: /node_modules[\\/](?:react|react-dom|scheduler|@tanstack|zod)[\\/]/ },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": hub, "/docs": hub } },
});
