import React, { type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { CopyButton } from './copy-button.js';

interface OneTimeSecretProps {
  secret: string;
  /** What it is and what to do with it. */
  text: ReactNode;
  done: { to: string; label: string };
}

/** What is shown this once and kept nowhere. */
export function OneTimeSecret({ secret, text, done }: OneTimeSecretProps) {
  return (
    <section className="studio-section" role="status">
      <p className="studio-lead">{text}</p>
      <code className="studio-token">{secret}</code>
      <div className="studio-actions">
        <CopyButton text={secret} />
        <Link className="studio-button" to={done.to}>
          {done.label}
        </Link>
      </div>
    </section>
  );
}
