import { ROOT_PATH } from '../paths.js';

export function recordPath(resourceId: string, recordId: string | number, actionName = 'show'): string {
  return `${ROOT_PATH}/resources/${resourceId}/records/${recordId}/${actionName}`;
}

export function listPath(resourceId: string, filters: Record<string, string> = {}): string {
  const query = new URLSearchParams(Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]));
  return `${ROOT_PATH}/resources/${resourceId}${query.size > 0 ? `?${query.toString()}` : ''}`;
}

export function newPath(resourceId: string): string {
  return `${ROOT_PATH}/resources/${resourceId}/actions/new`;
}

export function pagePath(pageName: string): string {
  return `${ROOT_PATH}/pages/${pageName}`;
}
