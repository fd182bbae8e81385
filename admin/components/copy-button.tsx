import React, { useState } from 'react';
import { usePanel } from './use-panel.js';

/** Copies the text; where the browser does not let it (plain http), the text stands selectable beside it. */
export function CopyButton({ text }: { text: string }) {
  const { t } = usePanel();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  };
  if (!window.isSecureContext) return null;
  return (
    <button className="studio-button studio-button-main" type="button" onClick={() => void copy()}>
      {t(isCopied ? 'copied' : 'copy')}
    </button>
  );
}
