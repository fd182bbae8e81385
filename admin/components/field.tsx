import React, { type ReactNode } from 'react';

interface FieldProps {
  id: string;
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  children: ReactNode;
}

/** A label, a control with the given id, and below it what is wrong with it. */
export function Field({ id, label, error, hint, children }: FieldProps) {
  return (
    <div className={error ? 'studio-field studio-field-wrong' : 'studio-field'}>
      <label htmlFor={id}>{label}</label>
      {children}
      {error ? (
        <p className="studio-field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : null}
      {hint && !error ? <p className="studio-hint">{hint}</p> : null}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  legend: string;
  name: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** A few options side by side, as large buttons. */
export function Choice<T extends string>({ legend, name, value, options, onChange }: ChoiceProps<T>) {
  return (
    <fieldset className="studio-choice">
      <legend>{legend}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value} className={option.value === value ? 'is-chosen' : ''}>
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
