import { ROOT_PATH } from '../paths.js';

export function recordPath(resourceId: string, recordId: string | number, actionName = 'show'): string {
  return `${ROOT_PATH}/resources/${resourceId}/records/${recordId}/${actionName}`;
}

export function listPath(resourceId: string, filters: Record<string, string> = {}): string {
  const query = new URLSearchParams(Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]));
  return `${ROOT_PATH}/resources/${resourceId}${query.size > 0 ? `?${query.toString()}` : ''}`;
}

/** Keeps how a list was left: its filters, order and page, until the tab is closed. */
export function rememberList(resourceId: string, search: string): void {
  window.sessionStorage.setItem(listPath(resourceId), search);
}

/** The way back to a list, as it was left; any other path is itself. */
export function asLeft(path: string): string {
  return `${path}${window.sessionStorage.getItem(path) ?? ''}`;
}

export function newPath(resourceId: string): string {
  return `${ROOT_PATH}/resources/${resourceId}/actions/new`;
}

export function pagePath(pageName: string): string {
  return `${ROOT_PATH}/pages/${pageName}`;
}
