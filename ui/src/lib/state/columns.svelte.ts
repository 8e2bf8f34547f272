import type { SortColumn } from '../../api/bindings';
import {
  clampWidth,
  complete,
  flipColumn,
  isUsual,
  moveColumn,
  readWidths,
  usualColumns,
  type Widths,
} from '../columns';
import { readColumns } from '../filters';
import { recall, remember } from '../remember';

/** The columns a person chose for a connection. An open saved view has its own; widths are the same in all. */
export class Columns {
  shown = $state.raw<SortColumn[]>([...usualColumns]);
  widths = $state.raw<Widths>({});
  /** Called when a person chose others. */
  onchange: () => void = () => {};
  private own: SortColumn[];
  private lent = false;

  constructor(private readonly connection: string) {
    const stored = (recall(`columns.${connection}`) ?? {}) as Record<string, unknown>;
    this.own = complete(readColumns(stored.shown));
    this.widths = readWidths(stored.widths);
    this.shown = this.own;
  }

  get usual(): boolean {
    return (
      this.shown.every((column, at) => column === usualColumns[at]) &&
      isUsual(this.shown) &&
      Object.keys(this.widths).length === 0
    );
  }

  /** Those of a saved view; without any, the person's own. */
  use(columns: readonly SortColumn[] | null): void {
    this.lent = columns !== null;
    this.shown = columns === null ? this.own : complete(columns);
  }

  flip(column: SortColumn): void {
    this.choose(flipColumn(this.shown, column));
  }

  move(column: SortColumn, to: number): void {
    this.choose(moveColumn(this.shown, column, to));
  }

  /** Null for the usual width. */
  resize(column: SortColumn, width: number | null): void {
    const widths = { ...this.widths };
    if (width === null) delete widths[column];
    else widths[column] = clampWidth(width);
    this.widths = widths;
    this.keep();
  }

  reset(): void {
    this.widths = {};
    this.choose([...usualColumns]);
  }

  private choose(columns: SortColumn[]): void {
    this.shown = columns;
    if (!this.lent) this.own = columns;
    this.keep();
    this.onchange();
  }

  private keep(): void {
    remember(`columns.${this.connection}`, { shown: this.own, widths: this.widths });
  }
}
