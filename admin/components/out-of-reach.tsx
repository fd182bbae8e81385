import React from 'react';
import { SESSION_PATH } from '../paths.js';
import { LoadFailed } from './page.js';

/** Whether anything at all answers. */
export async function isServerThere(): Promise<boolean> {
  try {
    await fetch(SESSION_PATH);
    return true;
  } catch {
    return false;
  }
}

/** In place of a page whose program could not be loaded: the panel around it stays, and tries again when asked to. */
export function OutOfReach() {
  const retry = async (): Promise<void> => {
    if (await isServerThere()) window.location.reload();
  };
  return (
    <main className="studio-page">
      <LoadFailed onRetry={() => void retry()} />
    </main>
  );
}
