import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { DayInput } from "../../../web/ui/day-input.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { directions, formats, TEXT_LIMIT } from "../body.contract.ts";
import { folderLines, placesOf } from "../folder-tree.rules.ts";
import { PicturesField } from "./pictures-field.tsx";
import type { ContentForm } from "./use-content-form.ts";
import type { Overview } from "./use-library.ts";
import { WordsField } from "./words-field.tsx";

/** The fields of a content; those of its format below the common ones. */
export function ContentFormFields({ form, folders, disabled }: { form: ContentForm; folders: Overview["folders"]; disabled: boolean }) {
  const { t } = useTranslation("contents");
  const { fields, set } = form;
  return (
    <fieldset disabled={disabled} className="contents-fields">
      <FormField label={t("editor.name")}>
        <TextInput
          value={fields.name}
          onChange={(name) => set({ name })}
          maxLength={60}
          placeholder={t("editor.namePlaceholder")}
          autoFocus={fields.name === ""}
        />
      </FormField>
      <div className="two">
        <div className="field">
          <span className="lb">{t("editor.direction")}</span>
          <Segmented
            label={t("editor.direction")}
            options={directions.map((value) => ({ value, label: t(`direction.${value}`) }))}
            value={fields.direction}
            onChange={(direction) => set({ direction })}
          />
        </div>
        <div className="field">
          <span className="lb">{t("editor.format")}</span>
          <Segmented
            label={t("editor.format")}
            options={formats.map((value) => ({ value, label: t(`format.${value}`) }))}
            value={fields.format}
            onChange={(format) => set({ format })}
          />
        </div>
      </div>
      <BodyFields form={form} disabled={disabled} />
      <div className="two">
        <FormField label={t("editor.folder")}>
          <Select
            value={fields.folderId ?? ""}
            onChange={(value) => set({ folderId: value === "" ? null : value })}
            disabled={disabled}
            showSearch={{ optionFilterProp: "label" }}
            options={[{ value: "", label: t("editor.noFolder") }, ...placesOf(folderLines(folders))]}
          />
        </FormField>
        <FormField label={t("editor.expires")} hint={t(fields.expiresOn ? "editor.expiresHint" : "editor.forever")}>
          <DayInput value={fields.expiresOn ?? ""} disabled={disabled} onChange={(value) => set({ expiresOn: value || null })} />
        </FormField>
      </div>
    </fieldset>
  );
}

function BodyFields({ form, disabled }: { form: ContentForm; disabled: boolean }) {
  const { t } = useTranslation("contents");
  const { fields, set } = form;
  if (fields.format === "text")
    return (
      <WordsField
        label={t("editor.text")}
        value={fields.text}
        onChange={(text) => set({ text })}
        maxLength={TEXT_LIMIT}
        rows={9}
        disabled={disabled}
      />
    );
  if (fields.format === "image") {
    return (
      <>
        <PicturesField
          label={t("editor.images")}
          note={t("editor.imagesNote")}
          pictures={fields.images}
          form={form}
          onChange={(images) => set({ images })}
          disabled={disabled}
        />
        <WordsField
          label={t("editor.caption")}
          note={t("editor.captionNote")}
          value={fields.text}
          onChange={(text) => set({ text })}
          maxLength={TEXT_LIMIT}
          disabled={disabled}
        />
      </>
    );
  }
  const isWrongUrl = fields.url !== "" && !/^https?:\/\/\S+$/.test(fields.url);
  return (
    <>
      <FormField label={t("editor.linkUrl")} error={isWrongUrl ? t("editor.linkUrlWrong") : undefined}>
        <TextInput
          value={fields.url}
          onChange={(url) => set({ url: url.trim() })}
          placeholder={t("editor.linkUrlPlaceholder")}
          invalid={isWrongUrl}
        />
      </FormField>
      <WordsField
        label={t("editor.linkTitle")}
        value={fields.title}
        onChange={(title) => set({ title })}
        maxLength={64}
        rows={1}
        insert={false}
        disabled={disabled}
      />
      <WordsField
        label={t("editor.linkSummary")}
        value={fields.summary}
        onChange={(summary) => set({ summary })}
        maxLength={120}
        rows={2}
        insert={false}
        disabled={disabled}
      />
      <PicturesField
        label={t("editor.cover")}
        pictures={fields.cover ? [{ sha256: fields.cover, name: "" }] : []}
        limit={1}
        form={form}
        onChange={(list) => set({ cover: list[0]?.sha256 ?? null })}
        disabled={disabled}
      />
      <WordsField
        label={t("editor.linkText")}
        note={t("editor.captionNote")}
        value={fields.text}
        onChange={(text) => set({ text })}
        maxLength={TEXT_LIMIT}
        rows={4}
        disabled={disabled}
      />
    </>
  );
}
