import AdminJS, { type ActionRequest } from 'adminjs';
import { accountPage } from './account-page.js';
import { panelComponents } from './component-loader.js';
import { readDashboard } from './dashboard.js';
import { readHome } from './home.js';
import { panelLocale } from './locale/panel-locale.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { panelResources } from './panel-resources.js';
import { panelUserOf } from './panel-user.js';
import { STYLE_SHEETS } from './security/assets.js';
import { ASSETS_PATH, ACCOUNT_PAGE, DASHBOARD_PAGE, LOGIN_PATH, LOGOUT_PATH, ROOT_PATH } from './paths.js';

const ROWS_PER_PAGE = 20;

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const COLORS = {
  primary100: '#1f6f5c',
  primary80: '#3d8a77',
  primary60: '#6aa898',
  primary40: '#a5ccc1',
  primary20: '#e3f1ed',
  accent: '#1f6f5c',
  filterBg: '#ffffff',
};

/** Needs an initialised data source: a resource reads its columns from it. */
export function createAdmin(dependencies: PanelDependencies): AdminJS {
  const { config } = dependencies;
  return new AdminJS({
    rootPath: ROOT_PATH,
    loginPath: LOGIN_PATH,
    logoutPath: LOGOUT_PATH,
    componentLoader: panelComponents(),
    resources: panelResources(dependencies),
    dashboard: {
      component: 'Home',
      handler: (_request, _response, context) => readHome(dependencies, panelUserOf(context.currentAdmin)),
    },
    pages: {
      [DASHBOARD_PAGE]: {
        component: 'Dashboard',
        handler: (request, _response, context) =>
          readDashboard(dependencies, panelUserOf(context.currentAdmin), { ...(request.query as object) }),
      },
      [ACCOUNT_PAGE]: {
        component: 'Account',
        handler: (request, _response, context) =>
          accountPage(dependencies, request as ActionRequest, panelUserOf(context.currentAdmin)),
      },
    },
    branding: {
      companyName: config.studioName,
      logo: false,
      withMadeWithLove: false,
      // The design system's types know no text here, though its theme does.
      theme: { colors: COLORS, ...({ font: FONT } as object) },
    },
    assets: { styles: STYLE_SHEETS.map((name) => `${ASSETS_PATH}/${name}`) },
    settings: { defaultPerPage: ROWS_PER_PAGE },
    locale: panelLocale(config.locale),
  });
}
