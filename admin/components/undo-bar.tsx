import { useNotice } from 'adminjs';
import React, { useEffect, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { postAction } from './panel-api.js';
import { onUndoOffer, type UndoOffer } from './undo-offer.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

/** Long enough to see one's mistake and to reach for the button. */
const OFFERED_MS = 30_000;

/** Says what was done, and takes it back for whoever pressed the wrong button. It stays over the next pages for a while. */
export function UndoBar() {
  const { t } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const [offer, setOffer] = useState<UndoOffer | null>(null);
  useEffect(() => onUndoOffer(setOffer), []);
  useEffect(() => {
    if (!offer) return;
    const timer = window.setTimeout(() => setOffer(null), OFFERED_MS);
    return () => window.clearTimeout(timer);
  }, [offer]);
  if (!offer) return null;
  const undo = (): Promise<void> =>
    submit(
      () => postAction(offer.target),
      () => {
        setOffer(null);
        addNotice({ message: t('undo.done'), type: 'success' });
        navigate(`${offer.home}?refresh=true`);
      },
    );
  return (
    <div className="studio-undo" role="status">
      <span>{problem?.message ?? offer.message}</span>
      <button type="button" className="studio-button studio-button-small" disabled={isBusy} onClick={() => void undo()}>
        {t('undo.button')}
      </button>
      <button type="button" className="studio-link" aria-label={t('undo.close')} onClick={() => setOffer(null)}>
        ✕
      </button>
    </div>
  );
}
