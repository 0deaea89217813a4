/** The parts of a workbook (ECMA-376) beside its sheets. */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const ILLEGAL = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu;
const UNHELD = /[\p{Cc}\uFFFE\uFFFF]/u;
const SPECIAL = /[&<>"_]/;
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text without what XML cannot hold. */
export function holdable(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return UNHELD.test(whole) ? whole.replace(ILLEGAL, "").replace(/\r\n?/g, "\n") : whole;
}

/** Text as XML holds it; what a spreadsheet would read as an escape is escaped. */
export function xmlText(text: string): string {
  const held = holdable(text);
  if (!SPECIAL.test(held)) return held;
  return held.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_").replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

/** Numbers of the cell formats below, in their order. */
export const formats = { plain: 0, head: 1, moment: 2, day: 3, money: 4, share: 5, decimal: 6 } as const;

const formatCodes = ["yyyy\\-mm\\-dd\\ hh:mm:ss", "yyyy\\-mm\\-dd", "#,##0.00", "0.0%", "0.####"];
const FIRST_OWN = 164;

export const styles = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="${formatCodes.length}">${formatCodes
  .map((code, n) => `<numFmt numFmtId="${FIRST_OWN + n}" formatCode="${code}"/>`)
  .join(
    "",
  )}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F3F5"/></patternFill></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="${formatCodes.length + 2}"><xf/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/>${formatCodes
  .map((_, n) => `<xf numFmtId="${FIRST_OWN + n}" applyNumberFormat="1"/>`)
  .join("")}</cellXfs></styleSheet>`;

/** Excel takes 31 characters and none of these. */
function sheetName(name: string, n: number): string {
  const ending = n === 1 ? "" : ` ${n}`;
  const plain = name.replace(/[\\/?*[\]:']/g, " ").trim() || "Sheet";
  return plain.slice(0, 31 - ending.length) + ending;
}

const numbers = (sheets: number) => Array.from({ length: sheets }, (_, n) => n + 1);

export function workbook(name: string, sheets: number): string {
  const list = numbers(sheets).map((n) => `<sheet name="${xmlText(sheetName(name, n))}" sheetId="${n}" r:id="rId${n}"/>`);
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join("")}</sheets></workbook>`;
}

export function workbookLinks(sheets: number): string {
  const list = numbers(sheets).map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`);
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join("")}<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;
}

export function contentTypes(sheets: number): string {
  const list = numbers(sheets).map((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`);
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${list.join("")}</Types>`;
}

export const packageLinks = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/** What stands before a sheet's rows: the head stays in sight, columns are as wide as what they hold. */
export function sheetOpening(widths: readonly number[]): string {
  const cols = widths.map((width, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`);
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join("")}</cols><sheetData>`;
}

/** The name of a column: A … Z, AA … */
export function columnName(n: number): string {
  return (n >= 26 ? columnName(Math.floor(n / 26) - 1) : "") + String.fromCharCode(65 + (n % 26));
}

export const sheetEnd = (columns: number, rows: number): string =>
  `</sheetData><autoFilter ref="A1:${columnName(columns - 1)}${rows}"/></worksheet>`;
