import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { AudienceChoice, Reach } from './broadcast-audience.js';
import type { BroadcastFormData, BroadcastPreview, ChosenAudience } from './broadcast-data.js';
import { photoPath, PhotoField, uploadPhoto, useFileAddress } from './broadcast-photo.js';
import { DraftNotice, useDraftState, useFormKey } from './draft-form.js';
import { Field } from './field.js';
import { recordPath } from './links.js';
import { ProblemBox } from './page.js';
import { postAction, type Answer } from './panel-api.js';
import { TelegramPreview } from './telegram-preview.js';
import { usePanel } from './use-panel.js';
import { usePreview } from './use-preview.js';
import { useSubmit } from './use-submit.js';

const NOBODY_CHOSEN: ChosenAudience = { kind: 'active', groupId: null, activeOnly: false };
const MAX_PHOTO_BYTES = 5 * 1024 * 1024;

/** What is typed, and what is kept of it already. */
function useBroadcastDraft({ broadcast }: BroadcastFormData) {
  const [text, setText] = useDraftState('text', broadcast?.text ?? '');
  const [audience, setAudience] = useDraftState('audience', broadcast?.audience ?? NOBODY_CHOSEN);
  const [file, setFile] = useState<File | null>(null);
  const [keepsPhoto, setKeepsPhoto] = useState(broadcast?.hasPhoto ?? false);
  const [savedId, setSavedId] = useState(broadcast?.id ?? null);
  const idempotencyKey = useFormKey();
  const chosen = audience.kind === 'group' ? audience : { kind: audience.kind };
  const save = async (): Promise<Answer<{ id: number }>> => {
    const isNew = savedId === null;
    const withoutPhoto = broadcast?.hasPhoto === true && !keepsPhoto && file === null;
    const answer = await postAction<{ id: number }>(
      { resourceId: 'Broadcast', ...(isNew ? { actionName: 'new' } : { actionName: 'edit', recordId: savedId }) },
      { mode: 'save', text, audience: chosen, withoutPhoto, version: broadcast?.version, idempotencyKey },
    );
    if (!answer.result) return answer;
    // What follows may be refused; the next try then changes this one instead of making another.
    setSavedId(answer.result.id);
    const photo = file ? await uploadPhoto(answer.result.id, file) : {};
    return photo.problem ? { problem: photo.problem } : answer;
  };
  return { text, setText, audience, setAudience, file, setFile, keepsPhoto, setKeepsPhoto, savedId, chosen, save };
}

export function BroadcastFields({ form }: { form: BroadcastFormData }) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const draft = useBroadcastDraft(form);
  const { text, audience, file, keepsPhoto, chosen } = draft;
  const hasPhoto = file !== null || keepsPhoto;
  const needsGroup = audience.kind === 'group' && audience.groupId === null;
  const { isBusy, problem, submit } = useSubmit();
  const preview = usePreview<BroadcastPreview>(needsGroup ? null : { text, audience: chosen, hasPhoto }, (input) =>
    postAction({ resourceId: 'Broadcast', actionName: 'new' }, { ...input, mode: 'preview' }),
  );
  const address = useFileAddress(file);
  const isTooLarge = file !== null && file.size > MAX_PHOTO_BYTES;
  const errors = problem?.fields ?? {};
  const known = needsGroup ? null : preview.result;
  const kept = keepsPhoto && draft.savedId !== null ? photoPath(draft.savedId) : null;
  return (
    <form
      className="studio-section studio-two"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(draft.save, ({ id }) => navigate(recordPath('Broadcast', id)));
      }}
    >
      <div>
        <DraftNotice />
        <AudienceChoice
          audience={audience}
          groups={form.groups}
          error={errors['audience.groupId']}
          onChange={draft.setAudience}
        />
        {known ? <Reach size={known.size} /> : null}
        <Field
          id="text"
          label={t('broadcast.text')}
          hint={t('broadcast.textHint')}
          error={known?.textError ?? errors.text}
        >
          <textarea id="text" rows={9} value={text} onChange={(event) => draft.setText(event.target.value)} />
        </Field>
        <Placeholders onInsert={(name) => draft.setText(`${text}${name}`)} />
        <PhotoField
          hasPhoto={hasPhoto}
          error={isTooLarge ? t('broadcast.photoTooLarge') : errors.photo}
          onChoose={draft.setFile}
          onRemove={() => {
            draft.setFile(null);
            draft.setKeepsPhoto(false);
          }}
        />
        <ProblemBox problem={Object.keys(errors).length === 0 ? problem : null} />
        <div className="studio-actions">
          <button
            className="studio-button studio-button-main"
            type="submit"
            disabled={isBusy || isTooLarge || needsGroup || text.trim() === ''}
          >
            {t('broadcast.next')}
          </button>
        </div>
      </div>
      <TelegramPreview text={text} photo={address ?? kept} button={t('broadcast.stopButton')} />
    </form>
  );
}

/** What may stand in the text, to be pressed instead of typed. */
function Placeholders({ onInsert }: { onInsert: (name: string) => void }) {
  const { t } = usePanel();
  const friend = `{firstName|${t('broadcast.friend')}}`;
  return (
    <p className="studio-placeholders">
      <span className="studio-muted">{t('broadcast.placeholders')}</span>
      {['{firstName}', '{lastName}', friend].map((name) => (
        <button key={name} type="button" className="studio-chip" onClick={() => onInsert(name)}>
          {name}
        </button>
      ))}
    </p>
  );
}
