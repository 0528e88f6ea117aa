namespace SpanLqr.Cli.Export

/// A vector of a controller; messages and documents call it what `About` says.
type Variable =
    {
        Name: string
        Length: int
        About: string
    }

/// A matrix of numbers that the controller keeps; over a horizon one for each step.
type Constant =
    {
        Name: string
        About: string
        Values: float[,][]
    }

/// M·v, one term of a sum of products.
type Product = { Matrix: Constant; Vector: Variable }

/// A term of a sum: what it is added as is said beside it.
type Term =
    | Entries of Variable
    /// A constant column.
    | Column of Constant
    /// Σ of the products in one ascending chain of fused multiply-adds; it begins with a product, or with the entries of a constant column.
    | Chain of start: Constant option * Product list
    /// One product in four chains, as a control step of the library sums it: entry k belongs to chain k mod 4.
    | FourChains of Product

type Sign =
    | Plus
    | Minus

/// The limits of each input.
type Limits = { Lower: float[]; Upper: float[] }

/// Conditional integration: an integrator waits that would push an input further beyond the limit that it has met.
type AntiWindup =
    {
        /// The columns of K that belong to the integrators.
        Gain: Constant
        Wanted: Variable
        Applied: Variable
    }

/// What a controller does, one vector after the other.
type Statement =
    /// The target becomes the sum, term after term from the left.
    | Sum of target: Variable * (Sign * Term) list
    | Copy of target: Variable * source: Variable
    | Clamp of target: Variable * source: Variable * Limits
    /// ξ ← ξ + h·error.
    | Integrate of target: Variable * error: Variable * step: float * AntiWindup option
    /// The newest input enters the line of inputs under way, the oldest leaves it.
    | Push of line: Variable * input: Variable

/// What is kept from one step to the next, with what it is at the start.
type Stored =
    { Variable: Variable; Initial: float[] }

/// One function: the step of the controller, or of an agent of one population.
type Step =
    {
        /// The population's name as an identifier; empty where there is one step only.
        Name: string
        About: string
        Arguments: Variable list
        Output: Variable
        Locals: Variable list
        Body: Statement list
    }

/// A controller as a program, said once for every language.
type Controller =
    {
        /// What it computes, in formulas.
        Formulas: string list
        State: Stored list
        /// T, where the matrices change from step to step; those of the last step stay in force.
        Horizon: int option
        Steps: Step list
        /// What is known of it, name and value.
        Certificates: (string * string) list
    }

module Controller =
    let rows (constant: Constant) = Array2D.length1 constant.Values[0]
    let columns (constant: Constant) = Array2D.length2 constant.Values[0]

    let private ofTerm term =
        match term with
        | Entries _ -> []
        | Column constant -> [ constant ]
        | Chain(start, products) -> Option.toList start @ (products |> List.map _.Matrix)
        | FourChains product -> [ product.Matrix ]

    let private ofStatement statement =
        match statement with
        | Sum(_, terms) -> terms |> List.collect (snd >> ofTerm)
        | Integrate(_, _, _, Some guard) -> [ guard.Gain ]
        | Integrate _
        | Copy _
        | Clamp _
        | Push _ -> []

    /// The constants that a step reads, each once, in the order of their first use.
    let constantsOf (step: Step) =
        step.Body |> List.collect ofStatement |> List.distinctBy _.Name

    /// Those of all steps.
    let constants controller =
        controller.Steps |> List.collect constantsOf |> List.distinctBy _.Name

    /// Whether a step keeps anything for the next.
    let hasState controller =
        controller.Horizon.IsSome || not controller.State.IsEmpty

    let isStored controller (variable: Variable) =
        controller.State |> List.exists (fun stored -> stored.Variable = variable)
