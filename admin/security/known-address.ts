import type AdminJS from 'adminjs';
import type { NextFunction, Request, Response } from 'express';

const ADDRESS = /^\/api\/resources\/([^/]+)\/(?:actions|bulk|records\/[^/]+)\/([^/]+)/;

/** AdminJS's own form for a new record has nothing to read: its address takes what was typed. */
const TAKES_POST_ONLY = 'new';

/** Which requests the action answers; a form of the studio's own for a new record reads there what it starts with. */
function methodsOf(admin: AdminJS, resourceId: string, action: string): 'none' | 'post' | 'all' {
  const decorated = admin.resources.find((one) => one.id() === resourceId)?.decorate();
  if (!decorated || !Object.hasOwn(decorated.actions, action)) return 'none';
  return action === TAKES_POST_ONLY && !decorated.options.actions?.[action]?.handler ? 'post' : 'all';
}

/**
 * AdminJS fails with a 500 at a resource or an action that does not exist, and at a reading where it only writes; here the
 * first two are simply not found.
 */
export function knownAddress(admin: AdminJS) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const [, resourceId, action] = ADDRESS.exec(request.path) ?? [];
    if (resourceId === undefined || action === undefined) return next();
    const methods = methodsOf(admin, resourceId, action);
    if (methods === 'none') response.status(404).json({ code: 'not_found' });
    else if (methods === 'post' && request.method !== 'POST') {
      response.status(405).set('Allow', 'POST').json({ code: 'method_not_allowed' });
    } else next();
  };
}
