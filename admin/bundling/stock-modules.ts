import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { usedIcons } from './icons.js';
import { standInFor } from './left-out.js';
import { ADMINJS_IN_BROWSER } from './panel-entry.js';

const require = createRequire(import.meta.url);
/** The folder of packages, however it was installed. */
export const PACKAGES = path.resolve(path.dirname(require.resolve('adminjs')), '..');
const STOCK_FOLDERS = ['adminjs/lib', '@adminjs/design-system/build'].map((folder) => path.join(PACKAGES, folder));

interface StockOptions {
  /** Our compiled sources: names of icons occur in them. */
  ownFolder: string;
  /** Reckons with colours that are CSS variables, as `polished` does with fixed ones. */
  colorsFile: string;
  /** Has the words of AdminJS's hook `useTranslation`, made once for all. */
  translationsFile: string;
}

const TRANSLATION_HOOK = path.join(PACKAGES, 'adminjs/lib/frontend/hooks/use-translation.js');

/**
 * Takes from AdminJS and its design system what is used, module by module: their packages don't say that their modules
 * have no side effects, and give browsers one large file each.
 */
export function stockModules({ ownFolder, colorsFile, translationsFile }: StockOptions): Plugin {
  const isStock = (file: string): boolean => STOCK_FOLDERS.some((folder) => file.startsWith(folder + path.sep));
  return {
    name: 'stock-modules',
    setup(build) {
      build.onResolve({ filter: /^adminjs$/ }, () => ({ path: 'adminjs', namespace: 'stock', sideEffects: false }));
      build.onLoad({ filter: /./, namespace: 'stock' }, () => ({ contents: ADMINJS_IN_BROWSER, resolveDir: PACKAGES }));
      build.onResolve({ filter: /^adminjs\/lib\// }, ({ path: file }) => ({
        path: path.join(PACKAGES, file),
        sideEffects: false,
      }));
      build.onResolve({ filter: /^polished$/ }, () => ({ path: colorsFile, sideEffects: false }));
      build.onResolve({ filter: /^\.\.?\// }, ({ path: file, resolveDir }) => {
        const target = path.resolve(resolveDir, file);
        if (target === TRANSLATION_HOOK) return { path: translationsFile };
        return isStock(target) ? { path: target, sideEffects: false } : undefined;
      });
      build.onLoad({ filter: /(?:adminjs|design-system|i18next-http-backend)\/.*\.(?:js|json)$/ }, ({ path: file }) => {
        const contents = standInFor(file, readFileSync(file, 'utf8'));
        return contents === null ? undefined : { contents, loader: file.endsWith('.json') ? 'json' : 'js' };
      });
      build.onLoad({ filter: /react-feather\/dist\/index\.js$/ }, ({ path: file }) => ({
        contents: usedIcons(readFileSync(file, 'utf8'), [ownFolder, ...STOCK_FOLDERS]),
      }));
    },
  };
}
