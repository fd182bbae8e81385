import React, { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

export interface Tab {
  id: string;
  label: string;
  count?: number | undefined;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
}

/** Which tab is open stands in the address, so that coming back opens it again. */
function useOpenTab(tabs: readonly Tab[]): [Tab | undefined, (id: string) => void] {
  const { hash, search } = useLocation();
  const navigate = useNavigate();
  const open = tabs.find(({ id }) => `#${id}` === hash) ?? tabs[0];
  return [open, (id) => navigate({ search, hash: `#${id}` }, { replace: true })];
}

/** Parts of a page of which one is shown; arrows, Home and End go from one to another. */
export function Tabs({ label, tabs }: TabsProps) {
  const [open, setOpen] = useOpenTab(tabs);
  const list = useRef<HTMLDivElement>(null);
  const place = tabs.findIndex(({ id }) => id === open?.id);
  // On a phone the tabs stand in one long line.
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open?.id]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = tabs.length - 1;
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = tabs[next > last ? 0 : next < 0 ? last : next];
    if (!tab) return;
    setOpen(tab.id);
    list.current?.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus();
  };
  return (
    <>
      <div className="studio-tablist" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map(({ id, label: name, count }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={id === open?.id}
            aria-controls="tab-panel"
            tabIndex={id === open?.id ? 0 : -1}
            onClick={() => setOpen(id)}
          >
            {name} {count ? <span>{count}</span> : null}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${open?.id ?? ''}`} tabIndex={-1}>
        {open?.content}
      </div>
    </>
  );
}
