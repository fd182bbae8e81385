import React, { useEffect, useRef, useState } from 'react';
import { giveUpDrafts, isSomethingUnsaved } from './draft-keeper.js';
import { usePanel } from './use-panel.js';

/** The link of this page that a click would follow away from it; null for one that stays here or opens elsewhere. */
function leavingLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target === '_blank' || link.hasAttribute('download')) return null;
  if (!link.protocol.startsWith('http')) return null;
  return link.origin === location.origin && link.pathname === location.pathname ? null : link;
}

/** Asks before a link or the closing of the tab leaves a form in which something is not saved. */
export function LeaveGuard() {
  const { t } = usePanel();
  const [link, setLink] = useState<HTMLAnchorElement | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onClick = (event: MouseEvent): void => {
      const followed = isSomethingUnsaved() ? leavingLink(event) : null;
      if (!followed) return;
      event.preventDefault();
      event.stopPropagation();
      setLink(followed);
    };
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (isSomethingUnsaved()) event.preventDefault();
    };
    document.addEventListener('click', onClick, true);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, []);
  useEffect(() => {
    if (link) dialog.current?.showModal();
  }, [link]);
  if (!link) return null;
  const leave = (): void => {
    giveUpDrafts();
    setLink(null);
    link.click();
  };
  return (
    <dialog ref={dialog} className="studio-dialog" aria-labelledby="leave-guard" onClose={() => setLink(null)}>
      <h2 id="leave-guard">{t('leave.title')}</h2>
      <p>{t('leave.text')}</p>
      <div className="studio-actions">
        <button type="button" className="studio-button studio-button-main" onClick={() => setLink(null)}>
          {t('leave.stay')}
        </button>
        <button type="button" className="studio-button" onClick={leave}>
          {t('leave.leave')}
        </button>
      </div>
    </dialog>
  );
}
