import { type ReactNode, useId } from "react";
import { FieldNote } from "./field-note.ts";
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

/** A label over one field, its hint or its error under it: the field is described by them and not called so. */
export function FormField({ label, note, hint, error, children }: FormFieldProps) {
  const id = useId();
  const under = error ?? hint;
  return (
    <div className="field">
      <label>
        <span className="lb">
          {label}
          {note ? <small>{note}</small> : null}
        </span>
        <FieldNote value={under ? id : undefined}>{children}</FieldNote>
      </label>
      {under ? (
        <span id={id} className={error ? "fe" : "fh"} role={error ? "alert" : undefined}>
          {under}
        </span>
      ) : null}
    </div>
  );
}
