import React from 'react';

/** `+996555123456` in groups that the eye can read; the full form needs a library of all countries' rules. */
function grouped(phone: string): string {
  const match = /^(\+\d{1,3})(\d{3})(\d{3})(\d{3,4})$/.exec(phone);
  return match ? match.slice(1).join(' ') : phone;
}

export function PhoneLink({ phone }: { phone: string }) {
  return (
    <a className="studio-phone" href={`tel:${phone}`} onClick={(event) => event.stopPropagation()}>
      {grouped(phone)}
    </a>
  );
}
