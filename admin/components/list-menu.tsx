import React, { useEffect, useRef, type ReactNode } from 'react';

interface ListMenuProps {
  label: ReactNode;
  children: ReactNode;
}

/** A button that opens a few more; Escape and a press elsewhere close it. */
export function ListMenu({ label, children }: ListMenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      const { current } = menu;
      if (!current?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        current.querySelector('summary')?.focus();
      } else if (current.contains(event.target as Node)) return;
      current.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details className="studio-list-menu" ref={menu}>
      <summary className="studio-button">{label}</summary>
      <div>{children}</div>
    </details>
  );
}
