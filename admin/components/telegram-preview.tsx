import React from 'react';
import { fillTemplate } from '../../src/lib/message-template.js';
import { telegramNodes } from './telegram-text.js';
import { usePanel } from './use-panel.js';

/** The message as a person sees it in Telegram, with an example's name in it. */
export function TelegramPreview({ text, photo, button }: { text: string; photo?: string | null; button?: string }) {
  const { t } = usePanel();
  const example = { firstName: t('broadcast.exampleFirst'), lastName: t('broadcast.exampleLast') };
  return (
    <figure className="studio-tg" aria-label={t('broadcast.preview')}>
      <figcaption className="studio-muted">{t('broadcast.preview')}</figcaption>
      <div className="studio-tg-chat">
        <div className="studio-tg-bubble">
          {photo ? <img src={photo} alt="" /> : null}
          <div className="studio-tg-text">
            {text.trim() === '' ? (
              <span className="studio-muted">{t('broadcast.previewEmpty')}</span>
            ) : (
              telegramNodes(fillTemplate(text, example))
            )}
          </div>
        </div>
        {button ? <div className="studio-tg-button">{button}</div> : null}
      </div>
    </figure>
  );
}
