import type AdminJS from 'adminjs';
import type { NextFunction, Request, Response } from 'express';

const ADDRESS = /^\/api\/resources\/([^/]+)\/(?:actions|bulk|records\/[^/]+)\/([^/]+)/;

function isKnown(admin: AdminJS, resourceId: string, action: string): boolean {
  const resource = admin.resources.find((one) => one.id() === resourceId);
  return resource !== undefined && Object.hasOwn(resource.decorate().actions, action);
}

/** AdminJS fails with a 500 at a resource or an action that does not exist; here both are simply not found. */
export function knownAddress(admin: AdminJS) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const [, resourceId, action] = ADDRESS.exec(request.path) ?? [];
    if (resourceId === undefined || action === undefined || isKnown(admin, resourceId, action)) return next();
    response.status(404).json({ code: 'not_found' });
  };
}
