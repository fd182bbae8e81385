import AdminJS, { type ActionRequest } from 'adminjs';
import { accountPage } from './account-page.js';
import { panelComponents } from './component-loader.js';
import { readDashboard } from './dashboard.js';
import { readHome } from './home.js';
import { panelLocale } from './locale/panel-locale.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { panelResources } from './panel-resources.js';
import { panelUserOf } from './panel-user.js';
import { ACCOUNT_PAGE, DASHBOARD_PAGE, LOGIN_PATH, LOGOUT_PATH, ROOT_PATH, SYSTEM_PAGE } from './paths.js';
import { readSystemPage } from './system.js';

const ROWS_PER_PAGE = 20;

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
          readDashboard(dependencies, panelUserOf(context.currentAdmin), { ...(request as ActionRequest).query }),
      },
      [ACCOUNT_PAGE]: {
        component: 'Account',
        handler: (request, _response, context) =>
          accountPage(dependencies, request as ActionRequest, panelUserOf(context.currentAdmin)),
      },
      [SYSTEM_PAGE]: {
        component: 'System',
        handler: (_request, _response, context) => readSystemPage(dependencies, panelUserOf(context.currentAdmin)),
      },
    },
    branding: {
      companyName: config.studioName,
      logo: false,
      withMadeWithLove: false,
    },
    settings: { defaultPerPage: ROWS_PER_PAGE },
    locale: panelLocale(config.locale),
  });
}
