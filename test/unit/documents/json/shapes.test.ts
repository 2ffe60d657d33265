import assert from "node:assert/strict";
import { codes, names, read, tokens, values } from "../helpers.ts";

/** A text, the names of its features, and its rows; then the codes of what is said. */
type Shape = readonly [text: string, names: string, rows: readonly (readonly number[])[], codes?: string];

const left = "COLUMN_LEFT_OUT";
const table = [
  [1, 2],
  [3, 4],
];

const kinds: Readonly<Record<string, readonly Shape[]>> = {
  "pandas' orients": [
    ['{"columns":["a","b"],"index":[7,8],"data":[[1,2],[3,4]]}', "a b", table],
    ['{"data":[[1,2],[3,4]],"index":[7,8],"columns":["a","b"]}', "a b", table],
    ['{"columns":["t","a","b"],"index":[0,1],"data":[["x",1,2],["y",3,4]]}', "a b", table, left],
    ['{"columns":["a"],"index":[5,6,7],"data":[[1],[3],[5]]}', "a", [[1], [3], [5]]],
    ['{"columns":[2020,2021],"index":["p","q"],"data":[[1,2],[3,4]]}', "2020 2021", table],
    ['{"columns":[["m","a"],["m","b"]],"index":[0,1],"data":[[1,2],[3,4]]}', "m.a m.b", table],
    [
      '{"columns":["a","b"],"data":[[1,null],[3,4],[5,6]]}',
      "a b",
      [
        [3, 4],
        [5, 6],
      ],
      "ROWS_OMITTED",
    ],
    [
      '{"results":{"columns":["a","b"],"index":[0,1],"data":[[1,2],[3,4]]},"index":[1,2,3]}',
      "a b",
      table,
      "LARGEST_OF_SEVERAL",
    ],
    ['{"name":"s","index":[10,11,12],"data":[1.5,2.5,3.5]}', "Feature 1", [[1.5], [2.5], [3.5]]],
    ['[{"a":1,"b":2},{"a":3,"b":4}]', "a b", table],
    [
      '[{"b":2,"a":1},{"a":3,"b":4}]',
      "b a",
      [
        [2, 1],
        [4, 3],
      ],
    ],
    ['[{"a":1,"b":2},{"a":3}]', "a b", [[1, 2]], "ROWS_OMITTED"],
    ["[[1,2],[3,4]]", "Feature 1 Feature 2", table],
    ['[["x",1,2],["y",3,4]]', "Column 2 Column 3", table, left],
    ['{"0":{"a":1,"b":2},"1":{"a":3,"b":4}}', "a b", table],
    ['{"2024-01-01":{"a":1,"b":2},"2024-01-02":{"a":3,"b":4}}', "a b", table],
    ['{"p":{"a":1,"b":2},"q":{"a":3,"b":4},"r":{"a":5,"b":6}}', "a b", [...table, [5, 6]], "TABLE_ORIENT"],
    ['{"p":{"a":1,"t":"x"},"q":{"a":3,"t":"y"}}', "a", [[1], [3]], left],
    [
      '{"0":{"id":1,"v":[2,3]},"1":{"id":4,"v":[5,6]}}',
      "id v[0] v[1]",
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    ['{"a":{"0":1,"1":3},"b":{"0":2,"1":4}}', "a b", table],
    ['{"a":{"10":1,"7":3},"b":{"7":4,"10":2}}', "a b", table],
    ['{"a":{"p":1,"q":3,"r":5},"b":{"p":2,"q":4,"r":6}}', "a b", [...table, [5, 6]], "TABLE_ORIENT"],
    [
      '{"a":{"0":1,"1":null,"2":5},"b":{"0":2,"1":4,"2":6}}',
      "a b",
      [
        [1, 2],
        [5, 6],
      ],
      "ROWS_OMITTED",
    ],
    ['{"0":{"0":1,"1":3},"1":{"0":2,"1":4}}', "0 1", table, "TABLE_ORIENT"],
    ['{"a":{"0":1,"1":3},"t":{"0":"x","1":"y"}}', "a", [[1], [3]], left],
    [
      '{"schema":{"fields":[{"name":"index"},{"name":"a"}],"primaryKey":["index"]},"data":[{"index":0,"a":1},{"index":1,"a":3}]}',
      "a",
      [[1], [3]],
    ],
    ['{"schema":{"fields":[{"name":"a"}]},"data":[{"a":1,"b":2},{"a":3,"b":4}]}', "a b", table],
  ],
  "keys that count, and lengths beside a list": [
    ['{"0":0.5,"1":1.5,"2":2.5}', "Feature 1", [[0.5], [1.5], [2.5]]],
    ['{"0":0.5,"1":null,"2":2.5}', "Feature 1", [[0.5], [2.5]], "ROWS_OMITTED"],
    ['{"weights":{"0":0.5,"1":1.5}}', "weights", [[0.5], [1.5]]],
    ['{"data":[1,2,3,4],"shape":[2,2]}', "Feature 1 Feature 2", table],
    ['{"dims":[2,2],"type":"float32","values":[1,2,3,4]}', "Feature 1 Feature 2", table],
    ['{"data":{"0":1,"1":2,"2":3,"3":4},"shape":[2,2]}', "Feature 1 Feature 2", table],
    ['{"shape":[2,2],"stride":[2,1],"offset":0,"data":[1,2,3,4]}', "Feature 1 Feature 2", table],
    ['{"shape":[2,2],"data":[[1,2],[3,4]]}', "Feature 1 Feature 2", table],
    ['{"x":{"shape":[2,2],"data":[1,2,3,4]},"name":"layer"}', "Feature 1 Feature 2", table],
    ['{"shape":[4],"data":[1,2,3,4]}', "Feature 1", [[1], [2], [3], [4]]],
    ['{"2020":[1,3],"2021":[2,4]}', "2020 2021", table],
  ],
  "objects in objects": [
    ['[{"e":1,"train":{"loss":2}},{"e":3,"train":{"loss":4}}]', "e train.loss", table],
    ['[{"a":{"b":{"c":1}},"d":2},{"a":{"b":{"c":3}},"d":4}]', "a.b.c d", table],
    ['[{"a.b":1,"a":{"b":2}},{"a.b":3,"a":{"b":4}}]', "a.b a.b", table],
    ['[{"a":1,"n":null},{"a":3,"n":{"q":4}}]', "a n.q", [[3, 4]], "ROWS_OMITTED"],
    ['[{"n":{"p":1,"q":2}},{"n":{"q":4,"p":3}}]', "n.p n.q", table],
    ['{"train":{"loss":[1,3],"acc":[2,4]}}', "train.loss train.acc", table],
    ['{"train":{"loss":[1,3]},"val":{"loss":[2,4]}}', "train.loss val.loss", table],
    ['{"epoch":[1,3],"train":{"loss":[2,4]}}', "epoch train.loss", table],
    ['{"epochs":3,"history":{"loss":[1,3],"acc":[2,4]},"name":"run"}', "history.loss history.acc", table],
    ['[{"a":1,"m":{"x":"t"}},{"a":3,"m":{"x":"u"}}]', "a", [[1], [3]], left],
    ['{"runs":[{"id":1,"m":{"f1":2}},{"id":3,"m":{"f1":4}}]}', "id m.f1", table],
  ],
  "lists in objects": [
    ['[{"id":1,"v":[2]},{"id":3,"v":[4]}]', "id v[0]", table],
    ['[{"v":[1,2]},{"v":[3,4]}]', "v[0] v[1]", table],
    ['[{"id":1,"v":[[2]]},{"id":3,"v":[[4]]}]', "id v[0][0]", table],
    ['[{"id":1,"w":2,"v":[5]},{"id":3,"w":4,"v":[5,6]}]', "id w", table, left],
    ['[{"id":1,"w":2,"v":[{"z":1}]},{"id":3,"w":4,"v":[]}]', "id w", table, left],
    ['[{"v":[1,2]},{"v":null},{"v":[3,4]}]', "v[0] v[1]", table, "ROWS_OMITTED"],
    [
      '[{"p":[1,2],"q":[3,4]},{"p":[5,6],"q":[7,8]}]',
      "p[0] p[1] q[0] q[1]",
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      "SEVERAL_LISTS",
    ],
    [
      '{"features":[{"geometry":{"coordinates":[1,2]}},{"geometry":{"coordinates":[3,4]}}]}',
      "geometry.coordinates[0] geometry.coordinates[1]",
      table,
    ],
    [
      '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{}},{"type":"Feature","geometry":{"type":"Point","coordinates":[3,4]},"properties":{}}]}',
      "geometry.coordinates[0] geometry.coordinates[1]",
      table,
      `${left} ${left}`,
    ],
    [
      '{"emb":{"a":[1,2,5],"b":[3,4,5]}}',
      "emb.a emb.b",
      [
        [1, 3],
        [2, 4],
        [5, 5],
      ],
    ],
    ['[{"x":[1],"y":2},{"x":[3],"y":4}]', "x[0] y", table],
  ],
  "JSON Lines by any name": [
    ['{"a":1,"b":2}\n{"a":3,"b":4}', "a b", table],
    ['{"a":1,"b":2}\r\n\r\n{"a":3,"b":4}\r\n', "a b", table],
    ['\ufeff{"a":1,"b":2}\n{"a":3,"b":4}\n', "a b", table],
    ['{"a":1,"b":2},\n{"a":3,"b":4},\n', "a b", table],
    ['{"a":1,"b":2},\n{"a":3,"b":4}', "a b", table],
    ["[1,2]\n[3,4]\n", "Feature 1 Feature 2", table],
    ["[1,2],\n[3,4],\n", "Feature 1 Feature 2", table],
    ['["x",1,2]\n["y",3,4]\n', "Column 2 Column 3", table, left],
    ['{"m":{"a":1},"v":[2]}\n{"m":{"a":3},"v":[4]}\n', "m.a v[0]", table],
    ['{\n "a": 1,\n "b": 2\n}\n{\n "a": 3,\n "b": 4\n}\n', "a b", table],
    ['{"a":1,"b":2}\n{"b":4,"a":3}\n\n\n', "a b", table],
  ],
  "numbers in quotes": [
    ['[{"a":"1","b":"2"},{"a":"3","b":"4"}]', "a b", table, "NUMBERS_IN_QUOTES"],
    ['[["1","2"],["3","4"]]', "Feature 1 Feature 2", table, "NUMBERS_IN_QUOTES"],
    ['{"a":["1","3"],"b":[2,4]}', "a b", table, "NUMBERS_IN_QUOTES"],
    ['{"a":{"0":"1","1":"3"},"b":{"0":2,"1":4}}', "a b", table, "NUMBERS_IN_QUOTES"],
    ['[{"a":1,"b":"2e0"},{"a":3,"b":"0.4e1"}]', "a b", table, "NUMBERS_IN_QUOTES"],
    ['[{"r":1},{"r":"Infinity"},{"r":"-Infinity"}]', "r", [[1], [Infinity], [-Infinity]]],
    ['[{"a":1,"b":2},{"a":"NaN","b":3},{"a":"NA","b":1},{"a":3,"b":4}]', "a b", table, "ROWS_OMITTED"],
    ['[1,"NaN",3]', "Feature 1", [[1], [3]], "ROWS_OMITTED"],
    ['[{"a":1,"zip":"00501"},{"a":3,"zip":"00544"}]', "a", [[1], [3]], left],
    ['[{"a":1,"v":"1.2.3"},{"a":3,"v":"1.2"}]', "a", [[1], [3]], left],
    ['[{"a":1,"v":"12"},{"a":3,"v":"12a"}]', "a", [[1], [3]], left],
    ['{"ids":["1","2","x"],"d":[[1,2],[3,4]]}', "Feature 1 Feature 2", table],
  ],
  "names in the first row": [
    ['[["a","b"],[1,2],[3,4]]', "a b", table],
    ['[["2020","2021"],[1,2],[3,4]]', "2020 2021", table],
    ['[["t","a","b"],["x",1,2],["y",3,4]]', "a b", table, left],
    ['{"rows":[["a","b"],[1,2],[3,4]]}', "a b", table],
  ],
};

describe("shapes of people's JSON", () => {
  for (const [kind, shapes] of Object.entries(kinds)) {
    describe(kind, () => {
      for (const [text, expectedNames, rows, said = ""] of shapes) {
        it(text.replaceAll(/\s/g, " ").slice(0, 100), () => {
          const tensor = read(text, "json");
          assert.deepEqual(values(tensor), rows.flat());
          assert.equal(tensor.shape[0], rows.length);
          assert.equal(names(tensor).join(" "), expectedNames);
          assert.equal(codes(tensor).join(" "), said);
        });
      }
    });
  }

  it("places every value at its token, between the quotes where it stands in such", () => {
    const text = '{"a":{"0":"1.5","1":3},"b":{"1":4,"0":2}}';
    assert.deepEqual(tokens(text, read(text, "json")), ["1.5", "2", "3", "4"]);
  });

  it("takes no settings for tables, and no parameters for data", () => {
    const settings = '{"optimizer":{"lr":0.1},"model":{"depth":3,"width":4},"x":[[1,2],[3,4]]}';
    assert.deepEqual(read(settings, "json").shape, [2, 2]);
    const layers = '{"0":{"running_mean":[1,2],"running_var":[1,1]},"1":{"running_mean":[1,2],"running_var":[1,1]}}';
    assert.throws(() => read(layers, "json"), /state of a layer/);
  });

  it("reads one of several lists alone where the others are left out", () => {
    const text = '[{"p":[1,2],"q":[3,4]},{"p":[5,6],"q":[7,8]}]';
    const [{ offers = [] }] = read(text, "json").notices;
    assert.deepEqual(
      offers.map(({ label }) => label),
      ["Only p", "Only q"],
    );
    const only = read(text, "json", offers[1].change);
    assert.deepEqual(
      [names(only), values(only)],
      [
        ["q[0]", "q[1]"],
        [3, 4, 7, 8],
      ],
    );
  });

  it("says where the tensors of an index of shards are", () => {
    const index = '{"metadata":{"total_size":5},"weight_map":{"a":"model-00001-of-00002.safetensors"}}';
    assert.throws(() => read(index, "json"), /open one of those files, model-00001-of-00002\.safetensors/);
  });

  it("names a text in a column of numbers that no header names", () => {
    assert.throws(() => read('[[1,"a"],[2,3]]', "json"), /expected a number, got "a" \(line 1, column 5\)/);
  });
});
