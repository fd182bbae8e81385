import React, { useState } from 'react';
import { MAX_MEGABYTES } from './import-upload.js';
import { usePanel } from './use-panel.js';

/** Where the file comes in: chosen, or dropped. */
export function ImportFileField({ isBusy, onChoose }: { isBusy: boolean; onChoose: (file: File) => void }) {
  const { t } = usePanel();
  const [isOver, setIsOver] = useState(false);
  return (
    <div
      className={isOver ? 'studio-drop is-over' : 'studio-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onChoose(file);
      }}
    >
      <label className="studio-button studio-button-main">
        {t('import.choose')}
        <input
          id="book"
          aria-describedby="book-hint"
          type="file"
          accept=".xlsx,.csv,.txt,.tsv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          disabled={isBusy}
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file) onChoose(file);
            // The same file, corrected, can be chosen again.
            target.value = '';
          }}
        />
      </label>
      <span className="studio-muted">{t('import.drop')}</span>
      <p className="studio-hint" id="book-hint">
        {t('import.chooseHint', { max: MAX_MEGABYTES })}
      </p>
    </div>
  );
}
