import { useNotice } from 'adminjs';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Problem } from '../domain-refusal.js';
import { recordPath } from './links.js';
import { postAction } from './panel-api.js';
import { ARRIVAL } from './use-arrival-focus.js';
import { usePanel } from './use-panel.js';
import type { FoundAtDesk, Search } from './use-search.js';
import { useSubmit } from './use-submit.js';
import { tellVisitMarked } from './visit-news.js';

interface SearchKeys {
  /** The place of the client whom the keys are about. */
  active: number;
  setActive: (place: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  visit: (client: FoundAtDesk) => void;
  problem: Problem | null;
}

interface Given {
  search: Search;
  text: string;
  close: () => void;
}

type Deed = 'show' | 'renew';

/** The first of those found, though nobody has seen the list: whose card it is, or the only one. An unknown card is nobody's. */
function isMeant({ found }: Search): boolean {
  if (!found) return false;
  return found.cardOf !== null || (found.clients.length === 1 && !found.hasMore);
}

/** Arrows choose; Enter opens the card, with Shift the renewal, with Ctrl it marks the visit. */
export function useSearchKeys({ search, text, close }: Given): SearchKeys {
  const { t } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const { problem, submit } = useSubmit();
  const [active, setActive] = useState(0);
  // Enter came before the answer, as from a quick typist or a scanner: it is for the one who was meant beyond doubt.
  const [awaited, setAwaited] = useState<Deed | null>(null);
  const clients = search.found?.clients ?? [];
  const go = (client: FoundAtDesk, deed: Deed): void => {
    close();
    navigate(recordPath('Client', client.id, client.may.renew ? deed : 'show'), ARRIVAL);
  };
  const visit = (client: FoundAtDesk): void => {
    void submit(
      () => postAction({ resourceId: 'Client', recordId: client.id, actionName: 'visit' }),
      () => {
        addNotice({ message: t('search.visitMarked', { name: client.name }), type: 'success' });
        tellVisitMarked(client.id);
        search.reload();
      },
    );
  };
  useEffect(() => setAwaited(null), [text]);
  useEffect(() => {
    if (awaited === null || !search.isCurrent) return;
    setAwaited(null);
    if (clients[0] && isMeant(search)) go(clients[0], awaited);
  }, [awaited, search.isCurrent]);
  const enter = (event: KeyboardEvent): void => {
    const deed = event.shiftKey ? 'renew' : 'show';
    const client = clients[active];
    if (!search.isCurrent) {
      // Nobody is marked whom the person has not seen.
      if (!event.ctrlKey && !event.metaKey) setAwaited(deed);
    } else if (client && (event.ctrlKey || event.metaKey)) {
      if (client.may.visit && !client.cameToday) visit(client);
    } else if (client) go(client, deed);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The cursor is here already.
    if (event.key === '/' && text === '') return event.preventDefault();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && text.trim() !== '') enter(event);
    else if (step !== undefined && clients.length > 0) setActive((active + step + clients.length) % clients.length);
    else return;
    event.preventDefault();
  };
  return { active: Math.min(active, Math.max(clients.length - 1, 0)), setActive, onKeyDown, visit, problem };
}
