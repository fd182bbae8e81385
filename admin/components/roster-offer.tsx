import React, { useEffect, useState } from 'react';
import { postAction } from './panel-api.js';
import { usePanel } from './use-panel.js';

const TYPING_PAUSE_MS = 250;

/** A client who may come into the group. */
export interface Offered {
  id: number;
  name: string;
  phone: string | null;
}

interface Offer {
  offered: Offered[];
  hasMore: boolean;
}

interface GroupOfferProps {
  groupId: string;
  text: string;
  /** Grows with every save: who was added is not offered any more. */
  round: number;
  chosen: readonly Offered[];
  onToggle: (client: Offered) => void;
}

/** Who may be added and fits what is typed; null while it is not known. */
function useOffer(groupId: string, text: string, round: number): Offer | null {
  const [offer, setOffer] = useState<Offer | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const ask = (): void => {
      const target = { resourceId: 'Group', recordId: groupId, actionName: 'addClients' };
      postAction<Offer>(target, { mode: 'search', q: text }).then(
        ({ result }) => isCurrent && setOffer(result ?? null),
        () => isCurrent && setOffer({ offered: [], hasMore: false }),
      );
    };
    const timer = window.setTimeout(ask, text === '' ? 0 : TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      window.clearTimeout(timer);
    };
  }, [groupId, text, round]);
  return offer;
}

/** Those who may be added, as a list of boxes to tick. */
export function GroupOffer({ groupId, text, round, chosen, onToggle }: GroupOfferProps) {
  const { t } = usePanel();
  const offer = useOffer(groupId, text, round);
  const isChosen = (id: number): boolean => chosen.some((one) => one.id === id);
  return (
    <fieldset className="studio-offer" aria-busy={offer === null}>
      <legend>{t('groupClients.found')}</legend>
      {offer?.offered.map((client) => (
        <label key={client.id} className="studio-check">
          <input type="checkbox" checked={isChosen(client.id)} onChange={() => onToggle(client)} />
          <span>
            {client.name} <span className="studio-muted">{client.phone ?? ''}</span>
          </span>
        </label>
      ))}
      {offer?.offered.length === 0 ? <p className="studio-muted">{t('groupClients.none')}</p> : null}
      {offer?.hasMore ? <p className="studio-muted">{t('groupClients.more')}</p> : null}
    </fieldset>
  );
}
