import { Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import type { Endpoint } from "../../../lib/define.ts";
import { FormDrawer } from "../../../web/ui/form-drawer.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import type { Code, CodeKind } from "../codes.contract.ts";
import { readsOfCodes } from "./code-reads.ts";

interface CodeDrawerProps<Ask> {
  kind: CodeKind;
  code: Code | null;
  name: string;
  onName: (name: string) => void;
  /** Where the code leads: colleagues or groups, one or more. */
  to: {
    label: string;
    hint: string;
    error?: string | undefined;
    options: { value: string; label: string }[];
    isPending: boolean;
    most?: number;
    value: string[];
    onChange: (ids: string[]) => void;
  };
  isWhole: boolean;
  endpoint: Endpoint<Ask>;
  /** What saving asks, as the form stands. */
  ask: () => Ask;
  onClose: () => void;
  children: ReactNode;
}

/** Makes a code or changes one: its name, where it leads, and under them what its kind needs. */
export function CodeDrawer<Ask>({ kind, code, name, onName, to, isWhole, endpoint, ask, onClose, children }: CodeDrawerProps<Ask>) {
  const { t } = useTranslation("wecom");
  const save = useAction(endpoint, {
    invalidates: readsOfCodes,
    onDone: () => {
      toast(t("saved"));
      onClose();
    },
  });
  return (
    <FormDrawer
      title={t(code ? "codes.edit" : `codes.add.${kind}`)}
      facts={code?.name}
      isWhole={name.trim() !== "" && isWhole}
      action={save}
      onConfirm={() => save.mutate(ask())}
      onClose={onClose}
    >
      <FormField label={t("codes.name")} hint={t("codes.nameHint")}>
        <TextInput value={name} onChange={onName} maxLength={30} />
      </FormField>
      <FormField label={to.label} hint={to.hint} error={to.error}>
        <Select
          mode="multiple"
          style={{ width: "100%" }}
          optionFilterProp="label"
          {...(to.most === undefined ? {} : { maxCount: to.most })}
          options={to.options}
          loading={to.isPending}
          value={to.value}
          onChange={to.onChange}
        />
      </FormField>
      {children}
    </FormDrawer>
  );
}
