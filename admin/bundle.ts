/**
 * Builds the panel's components into `ADMIN_JS_TMP_DIR/bundle.js`, so that no start has to. Needs no database.
 * Run by the build: `NODE_ENV=production ADMIN_JS_TMP_DIR=dist-admin node dist/admin/bundle.js`.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import AdminJS from 'adminjs';
import { panelComponents } from './component-loader.js';

const folder = process.env.ADMIN_JS_TMP_DIR;
if (process.env.NODE_ENV !== 'production' || !folder) {
  throw new Error('set NODE_ENV=production and ADMIN_JS_TMP_DIR: without them the bundle is unminified or not found');
}
await new AdminJS({ componentLoader: panelComponents() }).initialize();
if (!existsSync(path.join(folder, 'bundle.js'))) throw new Error(`the bundler wrote no ${folder}/bundle.js`);
