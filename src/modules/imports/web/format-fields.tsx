import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { FormField } from "../../../web/ui/form-field.tsx";
import type { Format } from "../imports.contract.ts";

type Csv = Extract<Format, { kind: "csv" }>;

const encodings: Record<Csv["encoding"], string> = {
  "utf-8": "UTF-8",
  gb18030: "GBK / GB18030",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16 BE",
  big5: "Big5",
  "windows-1252": "Latin 1",
};
const delimiters: Record<Csv["delimiter"], "comma" | "semicolon" | "tab" | "bar"> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "bar",
};

const keysOf = <K extends string>(record: Record<K, unknown>) => Object.keys(record).filter((key): key is K => key in record);

/** How the file is written, as it was found out; another choice reads it anew. */
export function FormatFields({ format, onFormat }: { format: Format; onFormat: (format: Format) => void }) {
  const { t } = useTranslation("imports");
  if (format.kind === "xlsx") {
    if (format.sheets.length < 2) return null;
    return (
      <FormField label={t("options.sheet")}>
        <Select
          value={format.sheet}
          options={format.sheets.map((value) => ({ value, label: value }))}
          onChange={(sheet: string) => onFormat({ ...format, sheet })}
        />
      </FormField>
    );
  }
  return (
    <div className="imports-two">
      <FormField label={t("options.encoding")}>
        <Select<Csv["encoding"]>
          value={format.encoding}
          options={keysOf(encodings).map((value) => ({ value, label: encodings[value] }))}
          onChange={(encoding) => onFormat({ ...format, encoding, isAscii: false })}
        />
      </FormField>
      <FormField label={t("options.delimiter")}>
        <Select<Csv["delimiter"]>
          value={format.delimiter}
          options={keysOf(delimiters).map((value) => ({ value, label: t(`options.delimiters.${delimiters[value]}`) }))}
          onChange={(delimiter) => onFormat({ ...format, delimiter })}
        />
      </FormField>
    </div>
  );
}
