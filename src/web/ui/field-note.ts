import { createContext } from "react";

/** The id of what stands under the field around this one, for `aria-describedby`. */
export const FieldNote = createContext<string | undefined>(undefined);
