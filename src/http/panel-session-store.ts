import { Store as SessionStore, type SessionData } from 'express-session';
import type { Store } from '../lib/store.js';

const PREFIX = 'panel-session:';

/** Panel logins kept in the studio's store: they survive a restart and are shared by processes that share the store. */
export class PanelSessionStore extends SessionStore {
  constructor(private readonly store: Store) {
    super();
  }

  override get(id: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    this.store
      .get(PREFIX + id)
      .then((text) => callback(null, text === null ? null : (JSON.parse(text) as SessionData)))
      .catch(callback);
  }

  override set(id: string, session: SessionData, callback: (error?: unknown) => void = () => undefined): void {
    this.store
      .set(PREFIX + id, JSON.stringify(session), secondsLeft(session))
      .then(() => callback())
      .catch(callback);
  }

  override touch(id: string, session: SessionData, callback: (error?: unknown) => void = () => undefined): void {
    this.set(id, session, callback);
  }

  override destroy(id: string, callback: (error?: unknown) => void = () => undefined): void {
    this.store
      .delete(PREFIX + id)
      .then(() => callback())
      .catch(callback);
  }
}

function secondsLeft(session: SessionData): number {
  const milliseconds = session.cookie.expires
    ? new Date(session.cookie.expires).getTime() - Date.now()
    : (session.cookie.originalMaxAge ?? 0);
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
