import React from 'react';

interface ExplainedOptionsProps<T extends string> {
  legend: string;
  name: string;
  value: T;
  options: readonly { value: T; label: string; hint: string }[];
  onChange: (value: T) => void;
}

/** A few options one below the other, each with a sentence on what it means. */
export function ExplainedOptions<T extends string>({
  legend,
  name,
  value,
  options,
  onChange,
}: ExplainedOptionsProps<T>) {
  return (
    <fieldset className="studio-options">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            <strong>{option.label}</strong>
            <small>{option.hint}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
