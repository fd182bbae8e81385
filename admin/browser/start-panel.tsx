import type { TranslateFunctions } from 'adminjs';
import React, { lazy, Suspense, type ComponentType, type LazyExoticComponent, type ReactNode } from 'react';
import { Provider } from 'react-redux';
import { BrowserRouter } from 'react-router-dom';
import { unpackJson } from '../compact-json.js';
import { readRowsAhead } from '../components/list-rows.js';
import { isServerThere, OutOfReach } from '../components/out-of-reach.js';
import { en } from '../locale/en.js';
import { ru } from '../locale/ru.js';
import type { PanelUser } from '../panel-user.js';
import { STATE_ID } from '../paths.js';
import { panelTheme } from './panel-theme.js';
import { startTranslations, type Words } from './translations.js';

/** What the page's own script left for us. */
interface PanelWindow {
  REDUX_STATE: { session: PanelUser | null };
  THEME: unknown;
  STUDIO_NONCE: string;
}

/** Parts of AdminJS and of its packages that are reached by file; the bundler's entry brings them. */
interface Stock {
  App: ComponentType;
  AppLoader: ComponentType;
  CacheProvider: ComponentType<{ value: unknown; children: ReactNode }>;
  createCache: (options: { key: string; nonce: string }) => unknown;
  createStore: (state: unknown) => Parameters<typeof Provider>[0]['store'];
  initTranslations: (locale: object) => { i18n: Words['i18n'] };
  createFunctions: (i18n: Words['i18n']) => TranslateFunctions;
  createRoot: (place: Element) => { render: (page: ReactNode) => void };
  ThemeProvider: ComponentType<{ theme: unknown; children: ReactNode }>;
  I18nextProvider: ComponentType<{ i18n: unknown; children: ReactNode }>;
}

const RELOADED = 'studio-reloaded';
const RELOAD_PAUSE_MS = 30_000;

/**
 * A page whose program is loaded when it is opened. After an update the file that an open page knows is gone: then the page
 * is loaded anew, once. Without a connection that would leave nothing of the panel.
 */
export function later(load: () => Promise<{ default: ComponentType }>): LazyExoticComponent<ComponentType> {
  return lazy(() =>
    load().catch(async (error: unknown) => {
      if (!(await isServerThere())) return { default: OutOfReach };
      const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
      if (Date.now() - last < RELOAD_PAUSE_MS) throw error;
      sessionStorage.setItem(RELOADED, String(Date.now()));
      location.reload();
      return new Promise<never>(() => {});
    }),
  );
}

/** Draws the panel: AdminJS's application in our look and with our words. */
export function startPanel(stock: Stock): void {
  const { App, AppLoader, CacheProvider, I18nextProvider, ThemeProvider } = stock;
  const page = window as unknown as PanelWindow;
  readRowsAhead(window.location, page.REDUX_STATE.session?.staffId ?? 0);
  const text = document.getElementById(STATE_ID)?.textContent ?? '';
  const state = { ...(unpackJson(text) as { locale: object }), ...page.REDUX_STATE };
  const theme = panelTheme();
  // Drawers of AdminJS are drawn outside of its application and look for it here.
  page.THEME = theme;
  const { i18n } = stock.initTranslations({ ...state.locale, translations: { ru, en } });
  startTranslations(i18n, stock.createFunctions);
  const styles = stock.createCache({ key: 'studio', nonce: page.STUDIO_NONCE });
  const place = document.getElementById('app');
  if (!place) throw new Error('the page has no place for the panel');
  stock.createRoot(place).render(
    <Provider store={stock.createStore(state)}>
      <CacheProvider value={styles}>
        <ThemeProvider theme={theme}>
          <I18nextProvider i18n={i18n}>
            <BrowserRouter>
              <Suspense fallback={<AppLoader />}>
                <App />
              </Suspense>
            </BrowserRouter>
          </I18nextProvider>
        </ThemeProvider>
      </CacheProvider>
    </Provider>,
  );
}
