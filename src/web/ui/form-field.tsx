import type { ReactNode } from "react";
import "./form-field.css";

interface FormFieldProps {
  label: string;
  /** Behind the label in grey: 选填. */
  note?: ReactNode;
  /** Under the field, until there is an error. */
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
}

/** A label over one field, its hint or its error under it. */
export function FormField({ label, note, hint, error, children }: FormFieldProps) {
  return (
    <label className="field">
      <span className="lb">
        {label}
        {note ? <small>{note}</small> : null}
      </span>
      {children}
      {error ? (
        <span className="fe" role="alert">
          {error}
        </span>
      ) : hint ? (
        <span className="fh">{hint}</span>
      ) : null}
    </label>
  );
}
