import { t } from "@vscode/l10n";
import { decodeElements } from "../../arrays/elementTypes.ts";
import { readAttributes, type Hdf5Attribute } from "./attributes.ts";
import { unsupported } from "./cursor.ts";
import { readDatasetBytes, readLayout, type Hdf5Dataset } from "./dataset.ts";
import { readDataspace, readDatatype } from "./datatype.ts";
import { readFilters } from "./filters.ts";
import { readLinks } from "./links.ts";
import { messageType, readObjectHeader, type HeaderMessage } from "./objectHeader.ts";
import type { Storage } from "./storage.ts";
import { readTexts } from "./texts.ts";

/** A group or a dataset of an HDF5 file. */
export class Hdf5Object {
  readonly address: number;
  readonly #storage: Storage;
  readonly #messages: readonly HeaderMessage[];
  readonly #attributes: ReadonlyMap<string, Hdf5Attribute>;
  readonly #children = new Map<number, Promise<Hdf5Object>>();
  #links: Promise<ReadonlyMap<string, number>> | null = null;

  private constructor(
    storage: Storage,
    address: number,
    messages: readonly HeaderMessage[],
    attributes: ReadonlyMap<string, Hdf5Attribute>,
  ) {
    this.#storage = storage;
    this.address = address;
    this.#messages = messages;
    this.#attributes = attributes;
  }

  /** @throws CheckpointError BROKEN, TRUNCATED, UNSUPPORTED */
  static async open(storage: Storage, address: number): Promise<Hdf5Object> {
    const messages = await readObjectHeader(storage, address);
    return new Hdf5Object(storage, address, messages, await readAttributes(storage, messages));
  }

  get attributeNames(): readonly string[] {
    return [...this.#attributes.keys()];
  }

  /** The texts of an attribute, one for a single value; null where there is none, or its values are no texts. */
  async texts(name: string): Promise<string[] | null> {
    const attribute = this.#attributes.get(name);
    if (attribute === undefined) return null;
    const data = attribute.data.again();
    return readTexts(this.#storage, data, attribute.datatype, attribute.numElements);
  }

  /** The members of a group by name, with their addresses; none of a dataset. Read once. */
  links(): Promise<ReadonlyMap<string, number>> {
    this.#links ??= readLinks(
      this.#storage,
      this.#messages.map(({ type, cursor }) => ({ type, cursor: cursor.again() })),
    );
    return this.#links;
  }

  /** What stands at the address of a member. Opened once. */
  child(address: number): Promise<Hdf5Object> {
    const child = this.#children.get(address) ?? Hdf5Object.open(this.#storage, address);
    this.#children.set(address, child);
    return child;
  }

  /** Null for a group. */
  dataset(): Hdf5Dataset | null {
    const find = (type: number) => this.#messages.find((message) => message.type === type)?.cursor.again();
    const space = find(messageType.dataspace);
    const datatype = find(messageType.datatype);
    const layout = find(messageType.layout);
    if (space === undefined || layout === undefined) return null;
    const filters = find(messageType.filters);
    return {
      shape: readDataspace(space),
      datatype: datatype ? readDatatype(datatype) : { kind: "other", size: 1 },
      layout: readLayout(layout),
      filters: filters ? readFilters(filters) : [],
    };
  }

  /**
   * The values of a dataset in row-major order.
   *
   * @throws CheckpointError UNSUPPORTED for other than real numbers; TRUNCATED, BROKEN, TOO_LARGE
   */
  async values(dataset: Hdf5Dataset): Promise<Float64Array> {
    const { datatype } = dataset;
    if (datatype.kind !== "number") throw unsupported(t("elements that are not numbers"));
    return decodeElements(await readDatasetBytes(this.#storage, dataset), datatype.type, datatype.littleEndian);
  }
}

/** "float32"; "text" and the like for what is not numbers. */
export function datatypeName({ datatype }: Hdf5Dataset): string {
  return datatype.kind === "number" ? datatype.name : datatype.kind === "other" ? "other" : "text";
}
