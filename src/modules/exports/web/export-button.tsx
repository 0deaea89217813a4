import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { zhCN } from "../../../web/i18n/zh-CN/index.ts";
import { Button, type ButtonProps } from "../../../web/ui/button.tsx";
import { ExportDialog } from "./export-dialog.tsx";

export interface ExportedList {
  list: keyof (typeof zhCN)["exports"]["lists"];
  /** The question the list was asked with; cursor and limit do not matter. */
  filter: object;
  /** The columns in sight, where they can be chosen. */
  columns?: readonly { key: string }[] | undefined;
  /** How many rows there are, where the page knows. */
  total?: number | undefined;
}

/** 导出: takes the list along as it is seen. */
export function ExportButton({ size = "s", kind = "quiet", ...list }: ExportedList & Pick<ButtonProps, "size" | "kind">) {
  const { t } = useTranslation("exports");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind={kind} size={size} icon="download" onClick={() => setOpen(true)}>
        {t("button")}
      </Button>
      {open ? <ExportDialog {...list} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
