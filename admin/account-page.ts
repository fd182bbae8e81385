import type { ActionRequest } from 'adminjs';
import { renderSVG } from 'uqr';
import { DomainError } from '../src/errors/domain-error.js';
import { attempt } from './domain-refusal.js';
import type { PanelDependencies } from './panel-dependencies.js';
import { actorOf, type PanelUser } from './panel-user.js';

/** A picture for the app that makes the codes, and the same as text for a person who can't scan it. */
async function begin({ totp }: PanelDependencies, user: PanelUser) {
  const { secret, address } = await totp.begin(actorOf(user));
  const svg = Buffer.from(renderSVG(address)).toString('base64');
  return { secret, picture: `data:image/svg+xml;base64,${svg}` };
}

async function take(dependencies: PanelDependencies, input: Record<string, unknown>, user: PanelUser) {
  const { totp } = dependencies;
  const actor = actorOf(user);
  switch (input.step) {
    case 'begin':
      return begin(dependencies, user);
    case 'confirm':
      return totp.confirm(input.code, actor);
    case 'off':
      await totp.turnOff(input.code, actor);
      return {};
    case 'endSessions':
      await totp.endSessions(user.staffId, actor);
      return {};
    default:
      throw new DomainError('not_found');
  }
}

/** A person's own login. A GET tells how it stands, a POST takes a step. */
export function accountPage(dependencies: PanelDependencies, request: ActionRequest, user: PanelUser) {
  const { payload = {} } = request as { payload?: Record<string, unknown> };
  return attempt<object>(
    () => (request.method === 'post' ? take(dependencies, payload, user) : dependencies.totp.status(user.staffId)),
    user.language,
  );
}
