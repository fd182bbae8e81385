import React, { useCallback, useEffect, useRef, useState } from 'react';
import { LOGIN_PATH, SESSION_PATH } from '../paths.js';
import { onLoggedOut } from './session-gate.js';
import { usePanel } from './use-panel.js';

const LOOK_EVERY_MS = 2000;

/** Who is logged in now; null = nobody, or the server can't be reached. */
async function whoIsLoggedIn(): Promise<string | null> {
  try {
    const response = await fetch(SESSION_PATH, { headers: { accept: 'application/json' } });
    return response.ok ? ((await response.json()) as { id: string }).id : null;
  } catch {
    return null;
  }
}

/**
 * The session has ended while the person was at work: they log in again in another tab, and what waited here goes on. For
 * somebody else the page is opened anew: nothing of the former person is sent or shown.
 */
export function LoginAgain() {
  const { t, user } = usePanel();
  const [answer, setAnswer] = useState<((isBack: boolean) => void) | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const finish = useCallback(
    (isBack: boolean) => {
      answer?.(isBack);
      setAnswer(null);
    },
    [answer],
  );
  const look = useCallback(async () => {
    const id = await whoIsLoggedIn();
    if (id !== null && id === user?.id) finish(true);
    else if (id !== null) window.location.reload();
  }, [finish, user?.id]);
  useEffect(() => onLoggedOut((resolve) => setAnswer(() => resolve)), []);
  useEffect(() => {
    if (!answer) return;
    if (!dialog.current?.open) dialog.current?.showModal();
    const timer = window.setInterval(() => document.visibilityState === 'visible' && void look(), LOOK_EVERY_MS);
    const whenSeen = (): void => void look();
    window.addEventListener('focus', whenSeen);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('focus', whenSeen);
    };
  }, [answer, look]);
  if (!answer) return null;
  return (
    <dialog ref={dialog} className="studio-dialog" aria-labelledby="login-again" onClose={() => finish(false)}>
      <h2 id="login-again">{t('loginAgain.title')}</h2>
      <p>{t('loginAgain.text', { name: user?.title ?? '' })}</p>
      <div className="studio-actions">
        <a className="studio-button studio-button-main" href={LOGIN_PATH} target="_blank" rel="noreferrer">
          {t('loginAgain.button')}
        </a>
        <button type="button" className="studio-button" onClick={() => finish(false)}>
          {t('loginAgain.later')}
        </button>
      </div>
    </dialog>
  );
}
