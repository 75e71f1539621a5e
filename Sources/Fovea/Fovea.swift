// One import for an app: everything that the engine makes public.
@_exported import FoveaAutograd
@_exported import FoveaData
@_exported import FoveaInference
@_exported import FoveaModels
@_exported import FoveaNN
@_exported import FoveaONNX
@_exported import FoveaReport
@_exported import FoveaTensor
@_exported import FoveaTraining
