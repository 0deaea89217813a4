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
  /** Of several controls with a name of their own: a label would call the first of them by its own words, and press it. */
  isGroup?: boolean;
  children: ReactNode;
}

/** A label over one field, its hint or its error under it: the field is described by them and not called so. */
export function FormField({ label, note, hint, error, isGroup = false, children }: FormFieldProps) {
  const id = useId();
  const under = error ?? hint;
  const inside = (
    <>
      <span className="lb">
        {label}
        {note ? <small>{note}</small> : null}
      </span>
      <FieldNote value={under ? id : undefined}>{children}</FieldNote>
    </>
  );
  return (
    <div className="field">
      {isGroup ? inside : <label>{inside}</label>}
      {under ? (
        <span id={id} className={error ? "fe" : "fh"} role={error ? "alert" : undefined}>
          {under}
        </span>
      ) : null}
    </div>
  );
}
