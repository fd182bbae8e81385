import { useRef, useState } from 'react';
import { frameReader } from '../lists/export-frames.js';
import { CSRF_HEADER } from '../csrf-token.js';
import { ROOT_PATH } from '../paths.js';
import { pageToken } from './page-token.js';
import { usePanel } from './use-panel.js';
import { leaveForLogin } from './use-read.js';

export type ExportFormat = 'csv' | 'xlsx';

export interface ExportState {
  rows: number;
  /** 0 = not known yet. */
  total: number;
}

export interface ListExport {
  /** Null while none is made. */
  state: ExportState | null;
  problem: string | null;
  start: (format: ExportFormat, params: Record<string, string>, fileName: string) => Promise<void>;
  cancel: () => void;
}

const MIME: Record<ExportFormat, string> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Fetches a file of what is filtered and tells meanwhile how far it is. */
export function useExport(resourceId: string): ListExport {
  const { t } = usePanel();
  const [state, setState] = useState<ExportState | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  const start: ListExport['start'] = async (format, params, fileName) => {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    setProblem(null);
    setState({ rows: 0, total: 0 });
    try {
      const query = new URLSearchParams({ ...params, format });
      const response = await fetch(`${ROOT_PATH}/lists/${resourceId}/export?${query.toString()}`, {
        method: 'POST',
        headers: { [CSRF_HEADER]: pageToken() },
        signal: controller.signal,
      });
      if (response.status === 401) return leaveForLogin();
      const parts = await readParts(response, setState);
      if (parts === null) return setProblem(t('lists.tooMany'));
      saveFile(new Blob(parts as BlobPart[], { type: MIME[format] }), fileName);
    } catch {
      if (!controller.signal.aborted) setProblem(t('failed'));
    } finally {
      running.current = null;
      setState(null);
    }
  };
  return { state, problem, start, cancel: () => running.current?.abort() };
}

/** Null when the server refuses so many rows; throws when the file is not whole. */
async function readParts(response: Response, tell: (state: ExportState) => void): Promise<Uint8Array[] | null> {
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  if (response.headers.get('content-type')?.includes('json')) return null;
  const frames = frameReader();
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Error('the file is not whole');
    const taken = frames.take(value);
    parts.push(...taken.parts);
    // The first frame has no bytes and tells how many rows there will be.
    if (total === 0) total = taken.rows;
    tell({ rows: parts.length === 0 ? 0 : taken.rows, total });
    if (taken.isWhole) return parts;
  }
}

function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
