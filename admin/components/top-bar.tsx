import React, { useEffect, useRef, useState } from 'react';
import { CONTENT_ID } from '../paths.js';
import { AccountMenu } from './account-menu.js';
import { ClientSearch } from './client-search.js';
import { LeaveGuard } from './leave-guard.js';
import { LoginAgain } from './login-again.js';
import { UndoBar } from './undo-bar.js';
import { useFieldLabels } from './use-field-labels.js';
import { usePanel } from './use-panel.js';
import { useStockWords } from './use-stock-words.js';

/** The menu is AdminJS's: whether it is open is seen on it alone. */
function isMenuOpen(): boolean {
  return document.querySelector('[data-css=sidebar]')?.classList.contains('visible') ?? false;
}

/** The button that unfolds the menu where the screen has no room for it; Escape folds it again. */
function MenuButton({ onToggle }: { onToggle: () => void }) {
  const { t } = usePanel();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  // AdminJS draws the bar anew whenever it opens or closes the menu.
  useEffect(() => setIsOpen(isMenuOpen()));
  useEffect(() => {
    if (!isOpen) return;
    document.querySelector<HTMLElement>('.studio-menu a')?.focus();
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      onToggle();
      button.current?.focus();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [isOpen]);
  return (
    <button
      ref={button}
      type="button"
      className="studio-icon-button studio-menu-button"
      aria-label={t('shell.menu')}
      aria-expanded={isOpen}
      onClick={onToggle}
    >
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path d="M3 6h18M3 12h18M3 18h18" />
      </svg>
    </button>
  );
}

/** On top of every page: the menu, the search, who is logged in. */
export default function TopBar({ toggleSidebar }: { toggleSidebar: () => void }) {
  const { language } = usePanel();
  useStockWords();
  useFieldLabels();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <>
      <header className="studio-topbar" data-css="topbar">
        <MenuButton onToggle={toggleSidebar} />
        <ClientSearch />
        <AccountMenu />
        <LoginAgain />
        <LeaveGuard />
        <UndoBar />
      </header>
      <span id={CONTENT_ID} tabIndex={-1} />
    </>
  );
}
