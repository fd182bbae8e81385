import { Store as SessionStore, type SessionData } from 'express-session';
import type { Store } from '../../src/lib/store.js';

/** Where the store keeps a login. */
export function sessionKey(id: string): string {
  return `panel-session:${id}`;
}

/**
 * Panel logins kept in the studio's store: they survive a restart and are shared by processes that share the store.
 * What is kept of one login stays the same text for as long as it lasts, so that a request which ends after the person
 * has logged out gives no time to a session that is gone.
 */
export class PanelSessionStore extends SessionStore {
  constructor(private readonly store: Store) {
    super();
  }

  override get(id: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    this.store
      .get(sessionKey(id))
      .then((text) => callback(null, text === null ? null : (JSON.parse(text) as SessionData)))
      .catch(callback);
  }

  override set(id: string, session: SessionData, callback: (error?: unknown) => void = () => undefined): void {
    this.store
      .set(sessionKey(id), textOf(session), secondsLeft(session) ?? 1)
      .then(() => callback())
      .catch(callback);
  }

  override touch(id: string, session: SessionData, callback: (error?: unknown) => void = () => undefined): void {
    const seconds = secondsLeft(session);
    // Read before anybody was recognised by it, on the login page: no use of the panel, no more time.
    if (seconds === null) return callback();
    this.store
      .renew(sessionKey(id), textOf(session), seconds)
      .then(() => callback())
      .catch(callback);
  }

  override destroy(id: string, callback: (error?: unknown) => void = () => undefined): void {
    this.store
      .delete(sessionKey(id))
      .then(() => callback())
      .catch(callback);
  }
}

function textOf(session: SessionData): string {
  const { path, httpOnly, sameSite, secure } = session.cookie;
  return JSON.stringify({ ...session, cookie: { path, httpOnly, sameSite, secure } });
}

/** null: nobody has said how long the session lasts. */
function secondsLeft(session: SessionData): number | null {
  const { expires } = session.cookie;
  if (!expires) return null;
  return Math.max(1, Math.ceil((new Date(expires).getTime() - Date.now()) / 1000));
}
