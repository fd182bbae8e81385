import { DRAWN_LATER } from '../component-loader.js';

const FRONTEND = 'adminjs/lib/frontend';

/**
 * What `import … from 'adminjs'` means in a browser: the names that AdminJS's own bundle gives to components, so that only
 * those that are used are taken.
 */
export const ADMINJS_IN_BROWSER = `
export { default as withNotice } from '${FRONTEND}/hoc/with-notice.js';
export { default as allowOverride } from '${FRONTEND}/hoc/allow-override.js';
export { default as ViewHelpers } from 'adminjs/lib/backend/utils/view-helpers/view-helpers.js';
export { default as ApiClient } from '${FRONTEND}/utils/api-client.js';
export { default as BasePropertyComponent, CleanPropertyComponent } from '${FRONTEND}/components/property-type/index.js';
export * from '${FRONTEND}/components/property-type/utils/index.js';
export * from '${FRONTEND}/components/app/index.js';
export * from '${FRONTEND}/components/actions/index.js';
export * from '${FRONTEND}/hooks/index.js';
export * from '${FRONTEND}/interfaces/action/index.js';
export { flat } from 'adminjs/lib/utils/flat/index.js';
`;

/** The program of the panel's pages: AdminJS's application with our components in it. */
export function panelEntry(components: Readonly<Record<string, string>>, startFile: string): string {
  const imports: string[] = [];
  const entries: string[] = [];
  for (const [name, file] of Object.entries(components)) {
    if (DRAWN_LATER.has(name)) {
      entries.push(`${name}: later(() => import(${JSON.stringify(file)}))`);
    } else {
      imports.push(`import ${name} from ${JSON.stringify(file)};`);
      entries.push(name);
    }
  }
  return `
import { ThemeProvider } from '@adminjs/design-system/styled-components';
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import App from '${FRONTEND}/components/application.js';
import { AppLoader } from '${FRONTEND}/components/app/app-loader.js';
import createStore from '${FRONTEND}/store/store.js';
import initTranslations from '${FRONTEND}/utils/adminjs.i18n.js';
import { createFunctions } from 'adminjs/lib/utils/translate-functions.factory.js';
import { later, startPanel } from ${JSON.stringify(startFile)};
${imports.join('\n')}
window.AdminJS.UserComponents = { ${entries.join(', ')} };
startPanel({
  App, AppLoader, CacheProvider, createCache, createFunctions, createRoot, createStore, I18nextProvider, initTranslations,
  ThemeProvider,
});
`;
}
