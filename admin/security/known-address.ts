import type AdminJS from 'adminjs';
import type { NextFunction, Request, Response } from 'express';

const ADDRESS = /^\/api\/resources\/([^/]+)\/(?:actions|bulk|records\/[^/]+)\/([^/]+)/;

function isKnown(admin: AdminJS, resourceId: string, action: string): boolean {
  const resource = admin.resources.find((one) => one.id() === resourceId);
  return resource !== undefined && Object.hasOwn(resource.decorate().actions, action);
}

/** AdminJS's own form for a new record is asked for by its page alone; its address takes what was typed. */
const TAKES_POST_ONLY = 'new';

/**
 * AdminJS fails with a 500 at a resource or an action that does not exist, and at a reading where it only writes; here the
 * first two are simply not found.
 */
export function knownAddress(admin: AdminJS) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const [, resourceId, action] = ADDRESS.exec(request.path) ?? [];
    if (resourceId === undefined || action === undefined) return next();
    if (!isKnown(admin, resourceId, action)) response.status(404).json({ code: 'not_found' });
    else if (action === TAKES_POST_ONLY && request.method !== 'POST') {
      response.status(405).set('Allow', 'POST').json({ code: 'method_not_allowed' });
    } else next();
  };
}
