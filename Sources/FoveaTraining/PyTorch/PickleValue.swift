/// A value on the stack of a `PickleMachine`. Containers are named by their place in the machine: values own
/// nothing, so nothing can be nested deeply.
enum PickleValue {
  case none
  case flag(Bool)
  case int(Int)
  /// A whole number of more than 8 bytes, least significant first.
  case long([UInt8])
  case real
  case text(String)
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  case function(Function)
  case storage(PickledStorage)
  case tensor(PickledTensor)
  /// What a tuple or a call begins at.
  case mark

  /// What a pickle may name: things whose meaning is known, each taken for what it gives.
  enum Function: Hashable {
    /// collections.OrderedDict: an empty dictionary.
    case orderedDictionary
    /// torch._utils._rebuild_tensor and its second version.
    case tensor
    /// torch._utils._rebuild_parameter: the tensor that it is given.
    case parameter
    /// torch.FloatStorage and the like.
    case storage(PickledStorage.ElementType)
    /// torch.float32 and the like.
    case elementType

    /// The function of that name; nil for all others, whatever they are.
    init?(module: String, name: String) {
      switch (module, name) {
      case ("collections", "OrderedDict"): self = .orderedDictionary
      case ("torch._utils", "_rebuild_tensor"), ("torch._utils", "_rebuild_tensor_v2"):
        self = .tensor
      case ("torch._utils", "_rebuild_parameter"): self = .parameter
      case ("torch", "float32"), ("torch", "float64"), ("torch", "float16"), ("torch", "bfloat16"),
        ("torch", "int64"), ("torch", "int32"), ("torch", "int16"), ("torch", "int8"),
        ("torch", "uint8"), ("torch", "bool"):
        self = .elementType
      case ("torch", _):
        guard let type = PickledStorage.ElementType(storage: name) else { return nil }
        self = .storage(type)
      default: return nil
      }
    }
  }
}
