import Foundation
import Testing

@Suite("fovea: command lines that cannot be understood")
struct UsageTests {
  /// Arguments, the part of the line that names the place, and the verb whose help is named.
  static let cases: [(String, String, String)] = [
    ("trian", "unknown command 'trian'; did you mean 'train'?", ""),
    ("train", "missing expected argument '<model>': one of lenet5,", "train"),
    ("train lenet6", "unknown model 'lenet6'; did you mean 'lenet5'?", "train"),
    ("train LeNet-5", "unknown model 'LeNet-5'; did you mean 'lenet5'?", "train"),
    ("train lenet5 --data fashion-mnits", "did you mean 'fashion-mnist'?", "train"),
    ("train lenet5 --opt sdg", "'--opt <opt>': expected one of sgd, adam, adamw,", "train"),
    ("train lenet5 --sched cosin", "did you mean 'cosine'?", "train"),
    (
      "train lenet5 --preprocess x", "expected one of none, mean, mean-channel, standardize",
      "train"
    ),
    ("train lenet5 --preprocess pca-whiten", "pca makes rows of coordinates", "train"),
    ("train lenet5 --epochs", "missing value for '--epochs <epochs>'", "train"),
    ("train lenet5 --epochs 0", "expected a whole number from 1 to 1000000", "train"),
    ("train lenet5 --epochs -3", "the value '-3' is invalid for '--epochs", "train"),
    ("train lenet5 --epochs 1e3", "the value '1e3' is invalid for '--epochs", "train"),
    ("train lenet5 --epochs 99999999999999999999", "expected a whole number", "train"),
    ("train lenet5 -b 0", "'-b <batch-size>': expected a whole number from 1 to 65536", "train"),
    ("train lenet5 --batch-size 65537", "expected a whole number from 1 to 65536", "train"),
    ("train lenet5 --lr nan", "the value 'nan' is invalid for '--lr <lr>': expected a", "train"),
    ("train lenet5 --lr inf", "expected a number from 1e-12 to 1000", "train"),
    ("train lenet5 --lr 0", "expected a number from 1e-12 to 1000", "train"),
    ("train lenet5 --lr -0.1", "the value '-0.1' is invalid", "train"),
    ("train lenet5 --momentum 1", "expected a number from 0 to 0.9999", "train"),
    ("train lenet5 --weight-decay -1", "expected a number from 0 to 1000", "train"),
    ("train lenet5 --l1 x", "expected a number from 0 to 1000", "train"),
    (
      "train lenet5 --augment filp", "'--augment <augment>': augmentation: expected one of", "train"
    ),
    ("train lenet5 --augment filp", "did you mean flip?", "train"),
    ("train lenet5 --augment rotate:ten", "rotate: expected a number from 0 to 180", "train"),
    ("train lenet5 --mixup -1", "expected a number from 0 to 100", "train"),
    ("train lenet5 -j 65", "expected a whole number from 0 to 64", "train"),
    ("train --recipe fashoin", "unknown recipe 'fashoin'; did you mean 'fashion'?", "train"),
    (
      "train --recipe folder",
      "--recipe folder is for data of one's own: expected --data with a folder with a folder of pictures a "
        + "class, found none", "train"
    ),
    (
      "train resnet18 --weights a --fine-tune b", "expected --weights or --fine-tune, found both",
      "train"
    ),
    (
      "train lenet5 --data photos",
      "unknown data set 'photos', and no file or folder is called so; known are", "train"
    ),
    ("train --recipe fashion --config x", "expected --config or --recipe, found both", "train"),
    ("train --resume x --recipe digits", "elsewhere now, found --recipe", "train"),
    ("train --resume x --weights y", "elsewhere now, found --weights", "train"),
    ("train lenet5 --weights ''", "--weights: expected a path, found ''", "train"),
    ("train --resume x --augment flip", "elsewhere now, found --augment", "train"),
    (
      "augment preview --augment flip", "missing expected argument '--output <output>'",
      "augment preview"
    ),
    ("augment preview --augment flip --output ''", "--output: expected a path", "augment preview"),
    ("augment audit", "missing expected argument '<model>'", "augment audit"),
    ("train lenet5 --smoothing 1", "expected a number from 0 to 0.9999", "train"),
    ("train lenet5 --val-share 1", "expected a number from 0 to 0.99", "train"),
    ("train lenet5 --warmup-epochs -1", "expected a number from 0", "train"),
    ("train lenet5 --checkpoint-seconds -1", "expected a number from 0", "train"),
    ("train lenet5 --seed -1", "expected a whole number from 0 to 1844", "train"),
    ("train lenet5 --threads 0", "expected a whole number from 1 to 1024", "train"),
    ("train lenet5 --threads 1025", "expected a whole number from 1 to 1024", "train"),
    ("help frob", "unknown command 'frob'; known are train, evaluate,", ""),
    ("help trian", "unknown command 'trian'; did you mean 'train'?", ""),
    ("train --epoch 3", "unknown option '--epoch'. Did you mean '--epochs'?", "train"),
    ("train lenet5 --warmup-epochs 20", "--warmup-epochs: expected 0 or more and", "train"),
    ("train lenet5 --momentum 0 --nesterov", "--nesterov: expected false", "train"),
    ("train lenet5 --opt adam --momentum 0.9", "is for --opt sgd or rmsprop, found adam", "train"),
    ("train lenet5 --amsgrad", "--amsgrad is for --opt adam or adamw, found sgd", "train"),
    ("train lenet5 --l1-proximal", "--l1-proximal: expected --l1 above 0, found none", "train"),
    ("train lenet5 --clip-mode norm", "expected --clip-grad above 0, found none", "train"),
    ("train lenet5 --decoupled-decay --weight-decay 0", "expected --weight-decay above 0", "train"),
    ("train lenet5 --unsafe-augment", "--unsafe-augment: expected an --augment", "train"),
    ("train lenet5 --clip-grad 1e-60", "--clip-grad: expected 0, or a number from 1e-30", "train"),
    ("train lenet5 --clip-mode both --clip-grad 1", "expected one of norm, value", "train"),
    ("train lenet5 --grad-accum-steps 0", "expected a whole number from 1 to 65536", "train"),
    ("train lenet5 --ema-decay 1", "expected a number from 0 to 0.999999", "train"),
    ("train lenet5 --group features", "expected a pattern, a colon and", "train"),
    ("train lenet5 --group f*:lr=x", "expected NAME=NUMBER", "train"),
    ("train lenet5 --group f*:rate=1", "expected lr, weight-decay or l1, found 'rate'", "train"),
    ("train lenet5 --decay-milestones 3,,4", "expected numbers above 0 with commas", "train"),
    ("train lenet5 --sched multistep", "--decay-milestones: expected an epoch or more", "train"),
    ("train lenet5 --decay-epochs 3", "is for --sched step or exponential, found cos", "train"),
    ("train lenet5 --sched plateau --decay-rate 1", "--decay-rate: expected a number", "train"),
    ("train lenet5 --min-delta 1", "--min-delta: expected a --patience above 0", "train"),
    ("train lenet5 --patience 2 --val-share 0", "--patience: expected 0, as no pictures", "train"),
    ("train --resume x --ema-decay 0.9 --patience 3", "found --ema-decay, --patience", "train"),
    ("train lenet5 --opt adam --no-nesterov", "--nesterov is for --opt sgd", "train"),
    ("train lenet5 --epoch 3", "unknown option '--epoch'. Did you mean '--epochs'?", "train"),
    ("train lenet5 more", "unexpected argument 'more'", "train"),
    ("train lenet5 --output ''", "--output: expected a path, found ''", "train"),
    ("train lenet5 --data-folder ''", "--data-folder: expected a path, found ''", "train"),
    ("train lenet5 --resume x", "elsewhere now, found a model", "train"),
    ("train --resume x --lr 1 --output y", "found --lr, --output", "train"),
    ("evaluate", "missing expected argument '<model>'", "evaluate"),
    ("evaluate x --split tset", "did you mean 'test'?", "evaluate"),
    ("evaluate x --worst 3", "--worst is for --mistakes; leave it out", "evaluate"),
    ("evaluate x --data shape", "did you mean 'shapes'?", "evaluate"),
    ("predict x", "expected picture files, or --index", "predict"),
    ("predict x y.png --index 1", "expected picture files or a data set, found both", "predict"),
    ("predict x y.png --count 2 --split test", "leave out --split, --count", "predict"),
    ("predict x --index 0 --invert", "--invert is for picture files", "predict"),
    ("predict x --index -1", "expected a whole number of 0 or more", "predict"),
    ("predict x --index 0 --count 0", "expected a whole number from 1", "predict"),
    ("predict x --index 0 --top 0", "expected a whole number from 1", "predict"),
    ("summary lenet", "did you mean 'lenet5'?", "summary"),
    ("summary lenet5 --input 28", "expected HEIGHTxWIDTHxCHANNELS", "summary"),
    ("summary lenet5 --input 0x0x0", "each from 1 to 65536", "summary"),
    ("summary lenet5 --input 28x65537x1", "each from 1 to 65536", "summary"),
    ("summary lenet5 --input 65536x65536x1", "at most 1048576 pixels", "summary"),
    ("summary lenet", "did you mean 'lenet5'? 'fovea summary --help' lists all", "summary"),
    ("zoo --output a.png", "expected a name that ends in .svg, as that is written", "zoo"),
    ("evaluate x --confusion a.png", "that ends in .svg or .csv, as that is", "evaluate"),
    ("evaluate x --mistakes a.SVG", "that ends in .png, as that is written", "evaluate"),
    ("evaluate x --mistakes a.png --worst -1", "expected a whole number from 1", "evaluate"),
    ("convert a.pth --model vgg11 --output b.pth", "that ends in .safetensors, as", "convert"),
    ("convert a --model vgg11 --output a", "expected another file than the weights", "convert"),
    ("data shapes --output a.svg", "that ends in .png, as that is written", "data"),
    ("summary lenet5 --classes 0", "expected a whole number from 1 to 100000", "summary"),
    ("shape --input 7", "missing expected argument '--kernel <kernel>'", "shape"),
    ("shape --input 7x --kernel 3", "the value '7x' is invalid", "shape"),
    ("shape --input 7x7x7 --kernel 3", "expected HEIGHTxWIDTH or one number", "shape"),
    ("shape --input 7 --kernel 0", "expected HEIGHTxWIDTH or one number", "shape"),
    ("shape --input 7 --kernel 3 --stride -1", "the value '-1' is invalid", "shape"),
    ("shape --input 7 --kernel 3 --padding half", "or narrow, same or full", "shape"),
    ("shape --input 7 --kernel 3 --padding -1", "expected zeros a side", "shape"),
    ("shape --input 7 --kernel 3 --dilation 0", "expected HEIGHTxWIDTH or one", "shape"),
    ("export", "missing expected argument '<model>'", "export"),
    ("export run -o a.svg", "that ends in .safetensors or .onnx, as", "export"),
    ("lr-find", "missing expected argument '<model>'", "lr-find"),
    ("lr-find lenet", "did you mean 'lenet5'?", "lr-find"),
    ("lr-find lenet5 --from 1 --to 0.1", "--to: expected a rate above that of --from", "lr-find"),
    ("lr-find lenet5 --lr 0.1", "--lr: expected --from and --to", "lr-find"),
    ("lr-find lenet5 --steps 3", "expected a whole number from 20", "lr-find"),
    ("pca --data shapes --components few", "expected a whole number from 1", "pca"),
    ("pca --components -1", "expected a whole number from 1, a share", "pca"),
    ("pca --components 0", "expected a whole number from 1, a share", "pca"),
    ("pca --components 1.5", "expected a whole number from 1, a share", "pca"),
    ("pca --data shapes --components nan", "expected a whole number from 1", "pca"),
    ("pca --data shapes --limit 1", "expected a whole number of 2 or more", "pca"),
    ("search", "missing expected argument '<model>'", "search"),
    ("search lenet6", "did you mean 'lenet5'?", "search"),
    ("search lenet5", "expected --param with what to search for", "search"),
    ("search lenet5 --param rl=log:1e-4..1", "did you mean lr?", "search"),
    ("search lenet5 --param lr=log:0..1", "a logarithmic range above 0, found 0", "search"),
    ("search lenet5 --param lr=0.1..1 --param lr=1..2", "--param lr: expected once", "search"),
    ("search lenet5 --lr 0.1 --param lr=0.1..1", "--lr or --param lr, found both", "search"),
    ("search lenet5 --opt adam --param momentum=0.5..0.9", "is for --opt sgd or rmsprop", "search"),
    ("search lenet5 --param poly-power=1..2", "is for --sched polynomial, found cosine", "search"),
    ("search lenet5 --param l1=0..1 --trials 0", "expected a whole number from 1", "search"),
    ("search lenet5 --param l1=0..1 --sampler latin", "expected one of random, latin", "search"),
    ("search lenet5 --param l1=0..1 --fine-trials 0 --fine-epochs 2", "are for fine", "search"),
    ("search --resume x --trials 3 --lr 1", "at most, found --lr, --trials", "search"),
    ("ensemble train", "missing expected argument '<model>'", "ensemble train"),
    (
      "ensemble train lenet5 --bag --swa", "expected one of --bag, --snapshots, --swa",
      "ensemble train"
    ),
    (
      "ensemble train lenet5 --members 1", "expected a whole number from 2 to 1000",
      "ensemble train"
    ),
    ("ensemble train lenet5 --differ ordre", "did you mean 'order'?", "ensemble train"),
    (
      "ensemble train lenet5 --bag --differ init", "expected bootstrap in --differ",
      "ensemble train"
    ),
    ("ensemble train lenet5 --snapshots --vary lr=1..2", "--vary is for runs", "ensemble train"),
    (
      "ensemble train lenet5 --lr 1 --vary lr=1..2", "--lr or --vary lr, found both",
      "ensemble train"
    ),
    ("ensemble train lenet5 --swa-lr 1", "--swa-lr is for --swa", "ensemble train"),
    ("ensemble evaluate", "missing expected argument '<models>'", "ensemble evaluate"),
    ("evaluate x --ensemble y", "expected one model or --ensemble", "evaluate"),
    ("predict --ensemble x", "expected picture files, or --index", "predict"),
    ("pca --data shapes --limit 20 --components 785", "--components: expected at most 20", "pca"),
    ("pca --data shapes --limit -3", "expected a whole number of 2 or more", "pca"),
    ("lr-find lenet5 --chart a.png", "expected a name that ends in .svg", "lr-find"),
    ("compare a b --output a.svg", "expected a name that ends in .html", "compare"),
    ("ablate pool --output a.png", "expected a name that ends in .svg", "ablate pool"),
    ("augment preview --augment flip --output a.svg", "ends in .png", "augment preview"),
    ("ablate pool --pool max,max", "--pool: expected each once, found max,max", "ablate pool"),
    ("train lenet5 --init zeros:1", "expected zeros alone, which have no gain", "train"),
    ("train lenet5 --init he-normal:-1", "expected a gain above 0 after 'he-normal:'", "train"),
    ("train lenet5 --init orthogonal:0", "expected a gain above 0", "train"),
    ("train lenet5 --init normal:abc", "expected a deviation of 0 or more after 'norm", "train"),
    ("train lenet5 --decay-milestones 2,1", "expected each number above the one befo", "train"),
    ("search lenet5 --val-share 0 --param lr=1..2", "--val-share: expected a share", "search"),
    ("search lenet5 --param batch-size=int:1.5..3", "expected whole numbers as the", "search"),
    ("search lenet5 --init he --param init=choice:he,xavier", "--init or --param", "search"),
    (
      "train lenet5 --data shapes --val-share 0.9 --freeze x*", "--freeze: parameters that match",
      "train"
    ),
    (
      "train lenet5 --data shapes --val-share 0.9 --group x*:lr=1",
      "--group: parameters that match",
      "train"
    ),
    ("data", "missing expected argument '<name>': one of fashion-mnist,", "data"),
    ("data shapes --data mnist", "found both", "data"),
    ("data shapse", "did you mean 'shapes'?", "data"),
    ("data shapes --columns 3", "--columns is for --output; leave it out", "data"),
    ("data shapes --columns 0", "expected a whole number from 1 to 100", "data"),
    ("data shapes --image-size 32", "--image-size is for data of one's own, found shapes", "data"),
    ("train lenet5 --data ''", "--data: expected a name or a path, found ''", "train"),
    ("train lenet5 --data a/b --data-folder c", "--data-folder is for published sets", "train"),
    ("train lenet5 --data a/b --image-size 7", "expected a whole number from 8 to 1024", "train"),
    ("train lenet5 --data a/b --cache 1XB", "expected bytes, such as 512MB or 4GB", "train"),
    ("train lenet5 --data a/b --bad-pictures skp", "did you mean 'skip'?", "train"),
    ("train lenet5 --data a/b --test-share 1", "expected a number from 0.001 to 0.999", "train"),
    ("train --resume x --grey", "elsewhere now, found --grey", "train"),
    ("doctor --threads x", "expected a whole number from 1 to 1024", "doctor"),
  ]

  /// In the arguments, '' stands for the empty one.
  @Test("one line on standard error that says what was expected, exit 64", arguments: cases)
  func usage(arguments: String, part: String, verb: String) throws {
    let outcome = try Command.run(
      arguments.split(separator: " ").map { $0 == "''" ? "" : String($0) })
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    let line = try #require(outcome.errorLines.first)
    #expect(outcome.errorLines.count == 1)
    #expect(line.hasPrefix("error: "))
    #expect(line.contains(part))
    let help = verb.isEmpty ? "fovea --help" : "fovea \(verb) --help"
    #expect(line.hasSuffix("(see '\(help)')"))
  }

  /// They get as far as the data, which are not there.
  @Test(
    "flags that matter to some of the values tried, or to a group of parameters, are no mistake",
    arguments: [
      "search lenet5 --param opt=choice:adam,adamw --beta1 0.8",
      "search lenet5 --param sched=choice:step,cosine --decay-epochs 3",
      "search lenet5 --param l1=log:1e-6..1e-3 --l1-proximal",
      "search lenet5 --param clip-grad=0.1..1 --clip-mode value",
      "search lenet5 --param patience=int:1..3 --min-delta 0.1",
      "ensemble train lenet5 --vary opt=choice:adam,adamw --beta1 0.8",
      "train lenet5 --group fc*:l1=0.1 --l1-proximal",
    ])
  func relevance(arguments: String) throws {
    let outcome = try Command.run(
      (arguments + " --data mnist --data-folder none --output none/x").split(separator: " ")
        .map(String.init))
    #expect(outcome.status == 1 && outcome.errors.contains("none"), "\(outcome.errors)")
  }

  @Test("a number of threads in the environment that is none: exit 64; a flag wins")
  func threads() throws {
    let environment = ["FOVEA_THREADS": "abc"]
    let outcome = try Command.run(["doctor"], environment: environment)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors == "error: FOVEA_THREADS: expected a whole number from 1 to 1024, found 'abc' "
        + "(see 'fovea doctor --help')\n")
    let told = try Command.run(["doctor", "--threads", "1"], environment: environment)
    #expect(told.status == 0)
  }

  @Test("help and version go to standard output, exit 0")
  func help() throws {
    for arguments in [["--help"], ["help", "train"], ["train", "--help"], ["--version"], []] {
      let outcome = try Command.run(arguments)
      #expect(outcome.status == 0)
      #expect(!outcome.output.isEmpty && outcome.errors.isEmpty)
    }
    let help = try Command.run("train", "--help").output
    // Defaults come from the configuration itself.
    #expect(help.contains("--batch-size <batch-size>"))
    #expect(help.contains("(default: sgd)"))
    #expect(help.contains("fovea train --resume runs/lenet5-1"))
  }

  @Test(
    "help that is piped breaks no example inside a command",
    arguments: [
      "train", "evaluate", "predict", "search", "ensemble train", "ensemble evaluate",
      "ablate pool",
      "augment", "augment preview", "augment audit", "denoise", "pca", "lr-find",
      "export",
    ])
  func examples(command: String) throws {
    let help = try Command.run(["help"] + command.split(separator: " ").map(String.init)).output
    let examples = help.components(separatedBy: "Examples:\n").dropFirst().joined()
      .components(separatedBy: "\n\n")[0].split(separator: "\n")
    #expect(!examples.isEmpty)
    for line in examples { #expect(line.hasPrefix("  "), "\(line)") }
  }

  @Test("each shell has a completion script", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) throws {
    let outcome = try Command.run("--generate-completion-script", shell)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("evaluate"))
    // Values of options and arguments are offered too.
    for value in ["googlenet", "rmsprop", "onecycle", "traffic-signs"] {
      #expect(outcome.output.contains(value), "\(value)")
    }
  }
}
