import React, { useEffect, useState } from 'react';
import type { Problem } from '../domain-refusal.js';
import { ROOT_PATH } from '../paths.js';
import { Field } from './field.js';
import { fetchWithSession } from './panel-api.js';
import { usePanel } from './use-panel.js';

export function photoPath(id: number): string {
  return `${ROOT_PATH}/broadcasts/${id}/photo`;
}

/** Throws when the server can't be reached. */
export async function uploadPhoto(id: number, file: File): Promise<{ result?: true; problem?: Problem }> {
  const headers = { 'content-type': file.type || 'image/unknown' };
  const response = await fetchWithSession(photoPath(id), { method: 'POST', headers, body: file });
  if (!response.ok) throw new Error(`the photo was answered with ${response.status}`);
  const { problem } = (await response.json()) as { problem?: Problem };
  return problem ? { problem } : { result: true };
}

/** The address of a file that is still on this computer; null without one. */
export function useFileAddress(file: File | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!file) {
      setAddress(null);
      return;
    }
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return address;
}

interface PhotoFieldProps {
  hasPhoto: boolean;
  error: string | undefined;
  onChoose: (file: File | null) => void;
  onRemove: () => void;
}

export function PhotoField({ hasPhoto, error, onChoose, onRemove }: PhotoFieldProps) {
  const { t } = usePanel();
  return (
    <Field id="photo" label={t('broadcast.photo')} hint={t('broadcast.photoHint')} error={error}>
      <input
        id="photo"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
      />
      {hasPhoto ? (
        <button type="button" className="studio-link" onClick={onRemove}>
          {t('broadcast.photoRemove')}
        </button>
      ) : null}
    </Field>
  );
}
