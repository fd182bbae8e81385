/**
 * Builds what browsers load into `ADMIN_JS_TMP_DIR`: scripts and styles by the hash of their contents, compressed, and
 * `manifest.json` that names them. Then makes one module of what serves them. Needs no database.
 * Run by the build: `NODE_ENV=production ADMIN_JS_TMP_DIR=dist-admin node dist/admin/bundle.js`.
 */
import { bundleServer } from './bundling/bundle-server.js';
import { bundlePanel } from './bundling/bundle-panel.js';

const folder = process.env.ADMIN_JS_TMP_DIR;
if (!folder) throw new Error('set ADMIN_JS_TMP_DIR: without it the bundle is not found');
await bundlePanel(folder);
await bundleServer();
